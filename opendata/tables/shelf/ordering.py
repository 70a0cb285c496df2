"""Other orders than along the curve: by columns, so that a page goes on where the last one ended.

Texts are in the alphabet's order of their first letters (columns.start_of), which is what their index holds. Rows
without a value come last, or first where the order descends, as PostgreSQL's indexes have them. Rows that are alike
are in the order of their places, in the direction of the first key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from opendata.tables.contract import Field, FieldType
from opendata.tables.shelf.columns import SQL_TYPES, start_of
from opendata.tables.shelf.names import column

Condition = tuple[sql.Composable, list[Any]]


@dataclass(frozen=True)
class SortKey:
    """A field to sort by."""

    field: Field
    descending: bool = False

    @property
    def code(self) -> sql.Composable:
        """What is compared."""
        if self.field.type is FieldType.TEXT:
            return start_of(self.field)
        return column(self.field.name)

    @property
    def value(self) -> sql.Composable:
        """A placeholder for a value that was read as text."""
        return sql.SQL("%s::{}").format(SQL_TYPES[self.field.type])

    @property
    def sign(self) -> sql.SQL:
        """Between the column and the value of the row before."""
        return sql.SQL("<" if self.descending else ">")


def order_by(keys: Sequence[SortKey], tie: sql.Composable) -> sql.Composed:
    """The ORDER BY clause's content."""
    parts = [sql.SQL("{} DESC" if key.descending else "{}").format(key.code) for key in keys]
    parts.append(sql.SQL("{} DESC" if keys and keys[0].descending else "{}").format(tie))
    return sql.SQL(", ").join(parts)


def behind(
    keys: Sequence[SortKey], values: Sequence[str | None], tie: sql.Composable, last: Condition
) -> list[Condition]:
    """Conditions of the rows after a row with these values, one for each stretch that an index can follow.

    `last`: SQL of the row's own place. The stretches follow each other in the order.
    """
    sign = sql.SQL("<" if keys[0].descending else ">")
    after_tie = sql.SQL("{} {} {}").format(tie, sign, last[0])
    first, rest = keys[0], _after(keys[1:], values[1:], (after_tie, last[1]))
    if values[0] is None:
        here = sql.SQL("{} IS NULL AND ({})").format(first.code, rest[0]), rest[1]
        if first.descending:
            return [here, (sql.SQL("{} IS NOT NULL").format(first.code), [])]
        return [here]
    if len(keys) == 1:
        code = sql.SQL("({}, {}) {} ({}, {})").format(first.code, tie, sign, first.value, last[0])
        stretch: Condition = (code, [values[0], *last[1]])
    else:
        # The first part is what an index follows, the second is exact.
        code = sql.SQL("{0} {1}= {2} AND ({0} {1} {2} OR ({3}))").format(
            first.code, sign, first.value, rest[0]
        )
        stretch = (code, [values[0], values[0], *rest[1]])
    if first.descending:
        return [stretch]
    return [stretch, (sql.SQL("{} IS NULL").format(first.code), [])]


def _after(keys: Sequence[SortKey], values: Sequence[str | None], tie: Condition) -> Condition:
    """Rows after these values, where all earlier keys are alike."""
    if not keys:
        return tie
    key, value = keys[0], values[0]
    rest, parameters = _after(keys[1:], values[1:], tie)
    if value is None:
        alike = sql.SQL("({} IS NULL AND ({}))").format(key.code, rest)
        if key.descending:
            return sql.SQL("({} IS NOT NULL OR {})").format(key.code, alike), parameters
        return alike, parameters
    nulls = sql.SQL("" if key.descending else " OR {} IS NULL").format(key.code)
    code = sql.SQL("({0} {1} {2} OR ({0} = {2} AND ({3})){4})").format(
        key.code, key.sign, key.value, rest, nulls
    )
    return code, [value, value, *parameters]
