"""Revisions of a collection, and which rows each of them added, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import sql

from cms.kit.texts import in_language
from opendata.catalog.browsing import DifferencePage, RowChange, StateFacts, States, ValueChange
from opendata.tables.browsing.bounded import GaveUp, bounded
from opendata.tables.browsing.values import shown
from opendata.tables.contract import Field
from opendata.tables.models import Revision
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column, side_table, table
from opendata.tables.shelf.source import text_of

CHANGES_A_PAGE = 25
# Of a row that came or went, so many columns are told.
COLUMNS_TOLD = 8


def states_of(facts: Facts, *, before: int | None, most: int) -> States:
    """One query."""
    found = Revision.objects.filter(collection_id=facts.id).order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found[: most + 1])
    return States([_state(facts, row) for row in rows[:most]], facts.revision, more=len(rows) > most)


def difference_of(facts: Facts, number: int, *, after: int | None) -> DifferencePage | None:
    """None for a revision that never was; without changes where the state before is not kept any more."""
    revision = Revision.objects.filter(collection_id=facts.id, number=number).first()
    if revision is None:
        return None
    state = _state(facts, revision)
    if not state.has_difference:
        return DifferencePage(state, facts.revision)
    try:
        with bounded():
            rows = _rows(facts, number, after)
    except GaveUp:
        return DifferencePage(state, facts.revision, took_too_long=True)
    changes = [_change(facts.fields, row) for row in rows[:CHANGES_A_PAGE]]
    more = len(rows) > CHANGES_A_PAGE
    return DifferencePage(state, facts.revision, changes, changes[-1].rowid if more else None)


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


def _rows(facts: Facts, number: int, after: int | None) -> list[tuple[Any, ...]]:
    """(rowid, was there, is there, moved, values before …, values after …) by row id, one more than a page.

    Each side gives its first rows only: what comes first on the whole comes first on its own side too.
    """
    columns = sql.SQL("").join(sql.SQL(", {}").format(column(field.name)) for field in facts.fields)
    parts = {
        "columns": columns,
        "shelf": table(facts.name),
        "past": side_table(facts.name, "past"),
        "most": sql.Literal(CHANGES_A_PAGE + 1),
        "n": sql.Literal(number),
        "on": sql.SQL("") if after is None else sql.SQL("AND rowid > {}").format(sql.Literal(after)),
        "before": _named(facts.fields, "before"),
        "after": _named(facts.fields, "after"),
    }
    statement = sql.SQL("""
        SELECT rowid, before.here IS NOT NULL, after.here IS NOT NULL, before.geom IS DISTINCT FROM after.geom
            {before} {after}
        FROM (
            SELECT rowid, TRUE AS here, geom {columns} FROM {past} WHERE until = {n} {on}
            ORDER BY rowid LIMIT {most}
        ) AS before
        FULL JOIN (
            SELECT * FROM (
                SELECT rowid, TRUE AS here, geom {columns} FROM {shelf} WHERE since = {n} {on}
                UNION ALL
                SELECT rowid, TRUE AS here, geom {columns} FROM {past}
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


def _change(fields: Sequence[Field], row: tuple[Any, ...]) -> RowChange:
    rowid, was, stays, moved, *values = row
    pairs = zip(fields, values[: len(fields)], values[len(fields) :], strict=True)
    kind = "changed" if was and stays else "removed" if was else "added"
    if kind == "changed":
        told = [(field, one, other) for field, one, other in pairs if one != other]
    else:
        told = [(field, one, other) for field, one, other in pairs if one is not None or other is not None]
        told = told[:COLUMNS_TOLD]
    return RowChange(
        kind=kind,
        rowid=rowid,
        values=[
            ValueChange(in_language(field.titles) or field.name, shown(field, one), shown(field, other))
            for field, one, other in told
        ],
        moved=kind == "changed" and moved,
    )
