"""Questions that pages ask of the rows of a dataset: how many, drawn how, and of which rows only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

# Stands for a value of a column of days: the last year of any row.
LATEST_YEAR = "latest-year"


@dataclass(frozen=True)
class Condition:
    """Only rows whose column compares so (choices.Comparison) to a value, as the shelf writes values.

    Of several conditions on one column that ask for equality one is enough; all others must be met.
    """

    column: str
    comparison: str
    value: str = ""


@dataclass(frozen=True)
class Measure:
    """A question: how many rows, or different values of a column, where a column has a value.

    `value` may be LATEST_YEAR for a column of days. `trend` is a column of days: counts by year are wanted too, in
    all until then where `growing`. `conditions` narrow the rows further.
    """

    collection: str
    distinct: str = ""
    where: str = ""
    value: str = ""
    trend: str = ""
    growing: bool = False
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Measured:
    """The answer. `points` are the counts of consecutive years up to `year`, the latest of the rows."""

    count: int
    points: Sequence[int] = field(default_factory=tuple)
    year: int | None = None


@dataclass(frozen=True)
class ChartQuestion:
    """A column of a dataset, drawn (choices.ChartKind), of those rows that meet the conditions.

    `measure` (choices.MeasureKind) is what a mark is as long as: rows, or the sum or the average of the column
    `of`. `most` values are told, the largest first or, where `in_order`, in the order of codes and words.
    """

    collection: str
    kind: str
    column: str
    conditions: tuple[Condition, ...] = ()
    measure: str = "rows"
    of: str = ""
    most: int = 10
    in_order: bool = False


@dataclass(frozen=True)
class Mark:
    """A bar or a point and what it stands for; no value where the data has none."""

    label: str
    value: float | None


@dataclass(frozen=True)
class Charted:
    """The answer, in the language of the page. `name` and `title` are the dataset's.

    `ticks`: labels of the edges (histogram) of the marks. `others`: what the values without a mark come to, `left`
    how many they are. `empty`: rows without a value in the column; `total`: rows that meet the conditions.
    """

    name: str
    title: str
    kind: str
    column: str
    unit: str
    measure: str
    marks: Sequence[Mark]
    total: int
    updated_at: datetime
    ticks: Sequence[str] = ()
    others: float | None = None
    left: int = 0
    empty: int = 0
    digits: int = 0


@dataclass(frozen=True)
class ColumnChoice:
    """A column that a question may name. `kind` is its type, `has_places` whether its rows can be on a map."""

    collection: str
    collection_title: str
    name: str
    title: str
    is_date: bool
    kind: str = ""
    has_places: bool = False
