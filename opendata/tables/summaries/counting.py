"""Counts over one shelf table, for single figures and their lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.catalog.contract import LATEST_YEAR, Measure, Measured
from opendata.tables.contract import Field, FieldType
from opendata.tables.narrowing import where_of
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of

YEARS_SHOWN = 12
TRUE_WORDS = ("true", "1", "yes")
DATES = (FieldType.DATE, FieldType.DATETIME)

Condition = tuple[sql.Composable, list[Any]]
EVERYTHING: Condition = (sql.SQL("true"), [])


def answer(measure: Measure, known: Mapping[str, Field]) -> Measured:
    """At most three queries. The columns that the question names must be known."""
    year = _latest_year(measure, known)
    points: tuple[int, ...] = ()
    if measure.trend and year is not None:
        points = _points(measure, known, year)
    return Measured(count=_count(measure, known, year), points=points, year=year)


def _ask(statement: sql.Composed, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement), values or None)
        return list(cursor.fetchall())


def _latest_year(measure: Measure, known: Mapping[str, Field]) -> int | None:
    """The last year of the column of days that the question speaks of; None without one, or without rows."""
    day = measure.where if measure.value == LATEST_YEAR else measure.trend
    if not day or known[day].type not in DATES:
        return None
    statement = sql.SQL("SELECT extract(year FROM max({}))::int FROM {}").format(
        column(day), table(measure.collection)
    )
    year: int | None = _ask(statement, [])[0][0]
    return year


def _count(measure: Measure, known: Mapping[str, Field], year: int | None) -> int:
    what: sql.Composable = sql.SQL("count(*)")
    if measure.distinct:
        what = sql.SQL("count(DISTINCT {})").format(column(measure.distinct))
    condition, values = _condition(measure, known, year)
    statement = sql.SQL("SELECT {} FROM {} WHERE {}").format(what, table(measure.collection), condition)
    return int(_ask(statement, values)[0][0])


def _points(measure: Measure, known: Mapping[str, Field], last: int) -> tuple[int, ...]:
    """Counts of consecutive years. Rows without a day count as there from the start."""
    by_latest = measure.value == LATEST_YEAR
    condition, values = EVERYTHING if by_latest else _condition(measure, known, last)
    statement = sql.SQL("SELECT extract(year FROM {})::int, count(*) FROM {} WHERE {} GROUP BY 1").format(
        column(measure.trend), table(measure.collection), condition
    )
    by_year = dict(_ask(statement, values))
    years = range(last - YEARS_SHOWN + 1, last + 1)
    if not measure.growing:
        return tuple(by_year.get(year, 0) for year in years)
    total = sum(number for year, number in by_year.items() if year is None or year < years[0])
    points = []
    for year in years:
        total += by_year.get(year, 0)
        points.append(total)
    return tuple(points)


def _condition(measure: Measure, known: Mapping[str, Field], year: int | None) -> Condition:
    """Both the one column with its value and the conditions beside it."""
    code, values = _column_has_value(measure, known, year)
    narrowed = where_of(measure.collection, measure.conditions, known)
    if narrowed is None:
        return code, values
    more, more_values = narrowed
    return sql.SQL("{} AND {}").format(code, more), [*values, *more_values]


def _column_has_value(measure: Measure, known: Mapping[str, Field], year: int | None) -> Condition:
    if not measure.where:
        return EVERYTHING
    field = known[measure.where]
    if measure.value == LATEST_YEAR and field.type in DATES:
        return sql.SQL("extract(year FROM {})::int = %s").format(column(field.name)), [year]
    if field.type is FieldType.BOOLEAN:
        return sql.SQL("{} = %s").format(column(field.name)), [measure.value.lower() in TRUE_WORDS]
    return sql.SQL("{}::text = %s").format(column(field.name)), [measure.value]
