"""The marks of a chart that an editor asked for: bars of values, a line over time, columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from psycopg import sql

from opendata.catalog.choices import ChartKind, MeasureKind
from opendata.catalog.questions import Charted, ChartQuestion, Mark
from opendata.tables.contract import Field, FieldType
from opendata.tables.narrowing import DATES, NUMBERS, where_of
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of
from opendata.tables.summaries.bins import bins_between
from opendata.tables.summaries.spread import figure_words, might_be_years, value_words
from opendata.tables.summaries.timeline import periods_between

MOST_BARS = 20
NOTHING = sql.SQL("")
FINITE = sql.SQL("nullif(nullif(nullif({}::float8, 'NaN'), 'Infinity'), '-Infinity')")


@dataclass(frozen=True)
class _Source:
    """Where the rows come from, and what a mark is as long as."""

    rows: sql.Composable
    where: sql.Composable
    values: tuple[Any, ...]
    measure: sql.Composable
    counts: bool

    def ask(self, columns: sql.Composable, rest: sql.Composable = NOTHING) -> list[tuple[Any, ...]]:
        """`SELECT columns FROM … WHERE … rest`."""
        statement = sql.SQL("SELECT {} FROM {} WHERE {} {}").format(columns, self.rows, self.where, rest)
        with connection.cursor() as cursor:
            cursor.execute(text_of(statement), list(self.values) or None)
            return list(cursor.fetchall())


@dataclass(frozen=True)
class _Drawn:
    """The part of the answer that depends on the kind of chart."""

    marks: Sequence[Mark] = ()
    ticks: Sequence[str] = ()
    total: int = 0
    empty: int = 0
    others: float | None = None
    left: int = 0


def charted(question: ChartQuestion, facts: Facts) -> Charted | None:
    """Two queries at most; None where the columns do not fit the question (any more). BadCondition too."""
    known = facts.by_name
    field, of = known.get(question.column), known.get(question.of)
    if field is None or not _fits(question, field, of):
        return None
    drawn = _DRAW[ChartKind(question.kind)](_source(question, facts, known, of), question, field)
    return Charted(
        name=facts.name,
        title=facts.title,
        kind=question.kind,
        column=_with_unit(field),
        unit=(of.unit if of else ""),
        measure=_measure_words(question, of),
        marks=drawn.marks,
        total=drawn.total,
        updated_at=facts.updated_at,
        ticks=drawn.ticks,
        others=drawn.others,
        left=drawn.left,
        empty=drawn.empty,
        digits=_digits(drawn.marks),
    )


def _fits(question: ChartQuestion, field: Field, of: Field | None) -> bool:
    needed = {ChartKind.LINE: DATES, ChartKind.HISTOGRAM: NUMBERS}.get(ChartKind(question.kind))
    if needed and field.type not in needed:
        return False
    return question.measure == MeasureKind.ROWS or (of is not None and of.type in NUMBERS)


def _source(question: ChartQuestion, facts: Facts, known: Mapping[str, Field], of: Field | None) -> _Source:
    narrowed = where_of(facts.name, question.conditions, known)
    where, values = narrowed if narrowed else (sql.SQL("TRUE"), ())
    counts = of is None or question.measure == MeasureKind.ROWS or question.kind == ChartKind.HISTOGRAM
    measure: sql.Composable = sql.SQL("count(*)::float8")
    if not counts and of is not None:
        function = "avg" if question.measure == MeasureKind.AVERAGE else "sum"
        measure = sql.SQL("{}({})::float8").format(sql.SQL(function), FINITE.format(column(of.name)))
    return _Source(table(facts.name), where, values, measure, counts)


def _with_unit(field: Field) -> str:
    return f"{field.title} ({field.unit})" if field.unit else field.title


def _measure_words(question: ChartQuestion, of: Field | None) -> str:
    if of is None or question.measure == MeasureKind.ROWS or question.kind == ChartKind.HISTOGRAM:
        return pgettext("how many", "Number")
    words = _("Average: %(column)s") if question.measure == MeasureKind.AVERAGE else _("Sum: %(column)s")
    return words % {"column": of.title}


def _digits(marks: Sequence[Mark]) -> int:
    """Digits after the point that the marks need to be told apart: none for whole and for large numbers."""
    values = [mark.value for mark in marks if mark.value is not None]
    if all(value == int(value) for value in values) or max(map(abs, values), default=0) >= 100:
        return 0
    return 1 if max(map(abs, values)) >= 1 else 2


def _bars(source: _Source, question: ChartQuestion, field: Field) -> _Drawn:
    """The largest values; what is left comes to one number where numbers of rows or sums can be added."""
    rows = source.ask(
        sql.SQL("{}, {}, count(*)").format(column(field.name), source.measure), sql.SQL("GROUP BY 1")
    )
    total = sum(count for _value, _measure, count in rows)
    empty = sum(count for value, _measure, count in rows if value is None)
    filled = [
        (value, measure) for value, measure, _count in rows if value is not None and measure is not None
    ]
    filled.sort(key=lambda row: (-row[1], str(row[0])))
    most = min(question.most, MOST_BARS)
    shown, left = filled[:most], filled[most:]
    if question.in_order:
        places = {code: at for at, code in enumerate(field.codes)}
        shown.sort(key=lambda row: (places.get(row[0], len(places)), row[0]))
    addable = source.counts or question.measure == MeasureKind.SUM
    return _Drawn(
        marks=[Mark(value_words(field, value), measure) for value, measure in shown],
        total=total,
        empty=empty,
        others=sum(measure for _value, measure in left) if addable and left else None,
        left=len(left),
    )


def _line(source: _Source, question: ChartQuestion, field: Field) -> _Drawn:
    """A point for each day, month, year or several years. Where nothing was counted there is 0, else a gap."""
    place = column(field.name)
    ends = sql.SQL("min({0}), max({0}), count({0}), count(*)").format(place)
    low, high, filled, total = source.ask(ends)[0]
    if not filled:
        return _Drawn(total=total, empty=total)
    periods = periods_between(low, high)
    rows = source.ask(
        sql.SQL("CASE WHEN {0} IS NOT NULL THEN {1} END, {2}").format(
            place, periods.number(place), source.measure
        ),
        sql.SQL("GROUP BY 1"),
    )
    found = dict(rows)
    usual = None if question.measure == MeasureKind.AVERAGE else 0.0
    labels = periods.labels
    marks = [Mark(label, found.get(at, usual)) for at, label in enumerate(labels)]
    return _Drawn(marks=marks, ticks=labels, total=total, empty=total - filled)


def _columns(source: _Source, _question: ChartQuestion, field: Field) -> _Drawn:
    """Bars of equal width with edges that people can read."""
    value = FINITE.format(column(field.name))
    low, high, filled, total = source.ask(sql.SQL("min({0}), max({0}), count({0}), count(*)").format(value))[
        0
    ]
    if not filled:
        return _Drawn(total=total, empty=total)
    bins = bins_between(low, high, whole=field.type is FieldType.INTEGER)
    number = sql.SQL("least(greatest(floor(({} - {}) / {}), 0), {})::int").format(
        value, sql.Literal(bins.start), sql.Literal(bins.step), sql.Literal(bins.count - 1)
    )
    found = dict(source.ask(sql.SQL("{}, count(*)::float8").format(number), sql.SQL("GROUP BY 1")))
    ticks = [figure_words(edge, bins.digits, years=might_be_years(low, high)) for edge in bins.edges]
    marks = [
        Mark(ticks[at] if low == high else f"{ticks[at]} – {ticks[at + 1]}", found.get(at, 0.0))
        for at in range(bins.count)
    ]
    return _Drawn(marks=marks, ticks=ticks if low < high else (), total=total, empty=total - filled)


_DRAW = {ChartKind.BARS: _bars, ChartKind.LINE: _line, ChartKind.HISTOGRAM: _columns}
