"""Revisions of a collection, and which rows each of them added, changed and removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from opendata.catalog.browsing import (
    ColumnChanges,
    DifferencePage,
    EmptiedColumn,
    RowChange,
    StateFacts,
    States,
    ValueChange,
)
from opendata.tables.announced import leaving_of
from opendata.tables.browsing.bounded import GaveUp, bounded
from opendata.tables.browsing.differing import count_of_form_alone, differing_rows, emptied_columns
from opendata.tables.browsing.values import shown
from opendata.tables.contract import Field, FieldType
from opendata.tables.formerly import before_and_after
from opendata.tables.keeping import reason, were_taken_back
from opendata.tables.models import Revision
from opendata.tables.reading import Facts
from opendata.tables.shelf.history import Then
from opendata.tables.shelf.keys import keys_of

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
    shared = {field.name for field in before.fields} & {field.name for field in now.fields}
    page = DifferencePage(state, facts.revision, columns=_columns_changed(before.fields, now.fields))
    try:
        with bounded():
            emptied = emptied_columns(facts, before, now)
            page = replace(page, columns=replace(page.columns, emptied=_told_emptied(facts, emptied)))
            asked = shared - {field.name for field in emptied} if page.columns else None
            alone = 0 if asked is None else count_of_form_alone(facts.name, before, now, asked=asked)
            return replace(_listed(facts, page, (before, now), asked, after), form_alone=alone)
    except GaveUp:
        return _in_full(facts, page, (before, now), after)


def _in_full(
    facts: Facts, page: DifferencePage, sides: tuple[Then, Then], after: int | None
) -> DifferencePage:
    """Without telling apart the rows of which only the columns changed: that takes a look at all of them."""
    try:
        with bounded():
            return _listed(facts, page, sides, None, after)
    except GaveUp:
        return replace(page, took_too_long=True)


def _listed(
    facts: Facts,
    page: DifferencePage,
    sides: tuple[Then, Then],
    asked: Collection[str] | None,
    after: int | None,
) -> DifferencePage:
    """With a page of changes: in what is `asked` for, in everything where that is None."""
    rows = differing_rows(facts.name, *sides, asked=asked, after=after, most=CHANGES_A_PAGE + 1)
    shown_rows = rows[:CHANGES_A_PAGE]
    keys = _keys(facts.name, shown_rows)
    changes = [_change(sides, row, keys.get(row[0], ""), asked) for row in shown_rows]
    more = len(rows) > CHANGES_A_PAGE
    return replace(page, changes=changes, after=changes[-1].rowid if more else None)


def _told_emptied(facts: Facts, emptied: Sequence[Field]) -> list[EmptiedColumn]:
    leaving = leaving_of(facts)
    return [EmptiedColumn(field.title, leaving.get(field.name)) for field in emptied]


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


def _change(
    sides: tuple[Then, Then], row: tuple[Any, ...], key: str, asked: Collection[str] | None
) -> RowChange:
    """Of a row that stays, what is `asked` for: what became of whole columns is told once, for all rows."""
    before, now = (side.fields for side in sides)
    rowid, was, stays, moved, *values = row
    kind = "changed" if was and stays else "removed" if was else "added"
    old = {field.name: (field, value) for field, value in zip(before, values[: len(before)], strict=True)}
    new = {field.name: (field, value) for field, value in zip(now, values[len(before) :], strict=True)}
    # In the order of now, then those that went.
    names = [*new, *(name for name in old if name not in new)]
    if kind == "changed":
        names = [
            name
            for name in names
            if (asked is None or name in asked) and _differs(old.get(name), new.get(name))
        ]
    else:
        both = (old, new)
        names = [name for name in names if any(name in side and side[name][1] is not None for side in both)]
    told = names if kind == "changed" else names[:COLUMNS_TOLD]
    return RowChange(
        kind=kind,
        rowid=rowid,
        values=[_told(old.get(name), new.get(name)) for name in told],
        moved=kind == "changed" and moved,
        key=_public_key(key, new, old),
        more=len(names) - len(told),
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
