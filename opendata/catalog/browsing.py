"""What the dataset's page asks of whoever holds the rows: a table with filters, charts, revisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.http import QueryDict

from opendata.catalog.questions import Condition


@dataclass(frozen=True)
class Head:
    """A column's head."""

    name: str
    title: str
    unit: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """A row with its values in the order of the heads, as the page's language writes them; None for no value."""

    rowid: int
    url: str
    values: Sequence[str | None]
    # Of the heads, for templates that go over both.
    heads: Sequence[Head] = ()

    @property
    def cells(self) -> list[tuple[Head, str | None]]:
        """Each value with its head."""
        return list(zip(self.heads, self.values, strict=True))


@dataclass(frozen=True)
class NoFilter:
    """A parameter of the address that is no filter of the page. `url`: where the open API answers it, if it does."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class RowsPage:
    """A page of rows. `total` counts no further than a cap, and `is_capped` says that there are more.

    `query` holds the filters for the open API, where the same names mean the same. `hidden_columns`: how many
    columns are not shown yet. `took_too_long`: the question was given up, there are no rows.
    """

    form: forms.Form
    active: int
    heads: Sequence[Head] = ()
    rows: Sequence[Row] = ()
    total: int = 0
    is_capped: bool = False
    number: int = 1
    pages: int = 1
    # The address asks for a page behind the last one, which is shown instead.
    is_beyond: bool = False
    query: str = ""
    hidden_columns: int = 0
    all_columns: bool = False
    took_too_long: bool = False
    # The same question in an address that means it in every language; empty where the address does already.
    lasting_query: str = ""
    ignored: Sequence[NoFilter] = ()

    @property
    def ends_early(self) -> bool:
        """There are rows behind the last page."""
        return self.is_capped or self.total > COUNTED

    @property
    def reach(self) -> int:
        """The number of the last row that pages lead to."""
        return COUNTED

    @property
    def first(self) -> int:
        """The number of the first row shown."""
        return (self.number - 1) * ROWS_A_PAGE + 1

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first + len(self.rows) - 1


# Rows of a page; and how far pages go and rows are counted, whatever the size of the table.
ROWS_A_PAGE = 25
COUNTED = 10_000


@dataclass(frozen=True)
class StateFacts:
    """A published state. `has_rows`: its rows are still known; `has_difference`: those of the one before too.

    `is_first`: there is none before it.
    """

    number: int
    at: datetime
    added: int
    changed: int
    removed: int
    has_rows: bool
    has_difference: bool
    is_first: bool = False


@dataclass(frozen=True)
class States:
    """Revisions, newest first; `more` where there are older ones. `current` is the number of the newest of all."""

    states: Sequence[StateFacts]
    current: int
    more: bool = False
    # Why states are not kept any more, where it is not their age.
    reason: str = ""


@dataclass(frozen=True)
class ValueChange:
    """A value before and after; None for no value."""

    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RowChange:
    """A row that a revision added, changed or removed. `moved`: its place changed.

    `key`: what the dataset itself calls the row, where a public column has it. `more`: how many values stand in
    it besides those that are told.
    """

    kind: str
    rowid: int
    values: Sequence[ValueChange]
    moved: bool = False
    key: str = ""
    more: int = 0


@dataclass(frozen=True)
class EmptiedColumn:
    """A column that has no values from a revision on, and when it goes; None where that is past, or nobody knows."""

    title: str
    leaves: datetime | None = None


@dataclass(frozen=True)
class ColumnChanges:
    """Titles of the columns that a revision added, removed, and gave another type; and those that it emptied."""

    added: Sequence[str] = ()
    removed: Sequence[str] = ()
    retyped: Sequence[str] = ()
    emptied: Sequence[EmptiedColumn] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.retyped or self.emptied)


@dataclass(frozen=True)
class DifferencePage:
    """Some of a revision's changes by row id; `after` leads on, None at the end.

    `form_alone`: rows of which nothing but the columns changed; they are none of the changes.
    """

    state: StateFacts
    current: int
    changes: Sequence[RowChange] = ()
    after: int | None = None
    took_too_long: bool = False
    columns: ColumnChanges = ColumnChanges()
    form_alone: int = 0
    # Why the state before is not kept any more, where it is not its age.
    reason: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of a chart and what it counts."""

    label: str
    count: int
    note: Any = None


@dataclass(frozen=True)
class Chart:
    """How the values of a column are spread. `kind`: numbers, days (bars side by side, in order) or values.

    `ticks`: labels of the bars, or of their edges where there is one more, for numbers and days. `others`: rows
    whose value has no bar; `empty`: rows without a value; `different`: how many values there are.
    """

    kind: str
    bars: Sequence[Bar]
    total: int
    empty: int = 0
    others: int = 0
    different: int | None = None
    ticks: Sequence[str] = ()


@dataclass(frozen=True)
class ColumnProfile:
    """A column and how its values are spread. `counts` are bars; `spread` says the same in words."""

    name: str
    title: str
    kind: str
    text: str = ""
    unit: str = ""
    counts: Sequence[int] = ()
    spread: str = ""
    codes: Sequence[tuple[str, str]] = ()
    is_text: bool = False
    chart: Chart | None = None
    # It is empty, and stands until then.
    leaves: datetime | None = None
    # No row has a value; and of a column of codes, those that any row has, None where that is not known.
    is_empty: bool = False
    present: frozenset[str] | None = None


class Browser(Protocol):
    """Whoever holds the rows, for people who look at them. None where there is no such published dataset."""

    def rows(self, name: str, query: QueryDict, profiles: Sequence[ColumnProfile] = ()) -> RowsPage | None:
        """The rows that a query string asks for; what makes no sense is an error of the form, by its field.

        `profiles`: how the values are spread, where that is known; the form offers filters by it.
        """

    def row(self, name: str, rowid: int) -> tuple[Sequence[Head], Row] | None:
        """The main columns of one row."""

    def address(self, name: str, conditions: Sequence[Condition]) -> str:
        """Where people find the rows that meet the conditions as a list, in the language of the page."""

    def states(self, name: str, *, before: int | None, most: int) -> States | None:
        """Revisions before a number."""

    def difference(self, name: str, number: int, *, after: int | None) -> DifferencePage | None:
        """What a revision changed, from a row id on."""
