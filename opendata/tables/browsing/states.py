"""Revisions of a collection, and which rows each of them added, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.catalog.browsing import (
    ColumnChanges,
    DifferencePage,
    RowChange,
    StateFacts,
    States,
    ValueChange,
)
from opendata.tables.browsing.bounded import GaveUp, bounded
from opendata.tables.browsing.values import shown
from opendata.tables.contract import Field, FieldType
from opendata.tables.formerly import before_and_after
from opendata.tables.keeping import reason, were_taken_back
from opendata.tables.models import Revision
from opendata.tables.reading import Facts
from opendata.tables.shelf.history import Then, values_then
from opendata.tables.shelf.keys import keys_of
from opendata.tables.shelf.names import column, side_table, table
from opendata.tables.shelf.source import text_of

CHANGES_A_PAGE = 25
# A row's field with its value, before or after.
Side = tuple[Field, Any]
# Of a row that came or went, so many columns are told.
COLUMNS_TOLD = 8


def states_of(facts: Facts, *, before: int | None, most: int) -> States:
    """One query, and two or three more where states are no longer kept."""
    found = Revision.objects.filter(collection_id=facts.id).order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found[: most + 1])
    states = [_state(facts, row) for row in rows[:most]]
    why = reason() if not all(one.has_rows for one in states) and were_taken_back(facts) else ""
    return States(states, facts.revision, more=len(rows) > most, reason=why)


def difference_of(facts: Facts, number: int, *, after: int | None) -> DifferencePage | None:
    """None for a revision that never was; without changes where the state before is not kept any more."""
    revision = Revision.objects.filter(collection_id=facts.id, number=number).first()
    if revision is None:
        return None
    state = _state(facts, revision)
    if not state.has_difference:
        if not Revision.objects.filter(collection_id=facts.id, number__lt=number).exists():
            return DifferencePage(replace(state, is_first=True), facts.revision)
        return DifferencePage(state, facts.revision, reason=reason() if were_taken_back(facts) else "")
    before, now = before_and_after(facts, number)
    page = DifferencePage(state, facts.revision, columns=_columns_changed(before.fields, now.fields))
    try:
        with bounded():
            rows = _rows(facts.name, before, now, after)
            keys = _keys(facts.name, rows[:CHANGES_A_PAGE])
    except GaveUp:
        return replace(page, took_too_long=True)
    changes = [_change(before.fields, now.fields, row, keys.get(row[0], "")) for row in rows[:CHANGES_A_PAGE]]
    more = len(rows) > CHANGES_A_PAGE
    return replace(page, changes=changes, after=changes[-1].rowid if more else None)


def _state(facts: Facts, row: Revision) -> StateFacts:
    return StateFacts(
        number=row.number,
        at=row.at,
        added=row.added,
        changed=row.changed,
        removed=row.removed,
        has_rows=row.number >= facts.oldest_revision,
        has_difference=row.number > facts.oldest_revision,
    )


def _columns_changed(before: Sequence[Field], now: Sequence[Field]) -> ColumnChanges:
    """Titles of columns that came, went and have values of another type."""
    old, new = ({field.name: field for field in fields} for fields in (before, now))
    return ColumnChanges(
        added=[field.title for field in now if field.name not in old],
        removed=[field.title for field in before if field.name not in new],
        retyped=[
            field.title for field in now if field.name in old and old[field.name].type is not field.type
        ],
    )


def _rows(name: str, before: Then, now: Then, after: int | None) -> list[tuple[Any, ...]]:
    """(rowid, was there, is there, moved, values before …, values after …) by row id, one more than a page.

    Each side gives its first rows only: what comes first on the whole comes first on its own side too.
    """
    _on_shelf, gone = values_then(name, before)
    standing, outdated = values_then(name, now)
    parts = {
        "gone": gone,
        "standing": standing,
        "outdated": outdated,
        "shelf": table(name),
        "past": side_table(name, "past"),
        "most": sql.Literal(CHANGES_A_PAGE + 1),
        "n": sql.Literal(now.revision),
        "on": sql.SQL("") if after is None else sql.SQL("AND rowid > {}").format(sql.Literal(after)),
        "before": _named(before.fields, "before"),
        "after": _named(now.fields, "after"),
    }
    statement = sql.SQL("""
        SELECT rowid, before.here IS NOT NULL, after.here IS NOT NULL, before.geom IS DISTINCT FROM after.geom
            {before} {after}
        FROM (
            SELECT rowid, TRUE AS here, geom, {gone} FROM {past} WHERE until = {n} {on}
            ORDER BY rowid LIMIT {most}
        ) AS before
        FULL JOIN (
            SELECT * FROM (
                SELECT rowid, TRUE AS here, geom, {standing} FROM {shelf} WHERE since = {n} {on}
                UNION ALL
                SELECT rowid, TRUE AS here, geom, {outdated} FROM {past}
                WHERE since = {n} AND until > {n} {on}
            ) AS states
            ORDER BY rowid LIMIT {most}
        ) AS after USING (rowid)
        ORDER BY rowid LIMIT {most}
    """).format(**parts)
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        return list(cursor.fetchall())


def _named(fields: Sequence[Field], side: str) -> sql.Composed:
    return sql.SQL("").join(
        sql.SQL(", {}.{}").format(sql.Identifier(side), column(field.name)) for field in fields
    )


def _keys(name: str, rows: Sequence[tuple[Any, ...]]) -> dict[int, str]:
    """What the file calls the rows. A key that no public value of its row equals (_public_key) is nobody's to know."""
    with connection.cursor() as cursor:
        return keys_of(cursor, name, [row[0] for row in rows])


def _public_key(key: str, *sides: dict[str, Side]) -> str:
    """The key as the column shows that it stands in; empty where it is made of several, of private ones, or of none."""
    if not key:
        return ""
    return next(
        (shown(*one) or "" for side in sides for one in side.values() if _is_key(key, *one)),
        "",
    )


def _is_key(key: str, field: Field, value: Any) -> bool:
    return field.type in (FieldType.TEXT, FieldType.INTEGER) and value is not None and str(value) == key


def _change(before: Sequence[Field], now: Sequence[Field], row: tuple[Any, ...], key: str) -> RowChange:
    rowid, was, stays, moved, *values = row
    kind = "changed" if was and stays else "removed" if was else "added"
    old = {field.name: (field, value) for field, value in zip(before, values[: len(before)], strict=True)}
    new = {field.name: (field, value) for field, value in zip(now, values[len(before) :], strict=True)}
    # In the order of now, then those that went.
    names = [*new, *(name for name in old if name not in new)]
    if kind == "changed":
        names = [name for name in names if _differs(old.get(name), new.get(name))]
    else:
        sides = (old, new)
        names = [name for name in names if any(name in side and side[name][1] is not None for side in sides)]
        names = names[:COLUMNS_TOLD]
    return RowChange(
        kind=kind,
        rowid=rowid,
        values=[_told(old.get(name), new.get(name)) for name in names],
        moved=kind == "changed" and moved,
        key=_public_key(key, new, old),
    )


def _differs(old: Side | None, new: Side | None) -> bool:
    """A column that came or went without a value tells nothing of the row; nor does 7 that is a text now."""
    if old is None or new is None or old[0].type is not new[0].type:
        told = _told(old, new)
        return told.before != told.after
    return bool(old[1] != new[1])


def _told(old: Side | None, new: Side | None) -> ValueChange:
    side = new or old
    assert side is not None
    return ValueChange(side[0].title, *(shown(*one) if one else None for one in (old, new)))
