"""How the values of a column are spread: one query a column, over a sample where the table is large."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import sql

from cms.kit.texts import in_language
from opendata.catalog.contract import ColumnProfile
from opendata.tables.contract import Field, FieldType
from opendata.tables.models import Collection
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of

BARS = 12
SAMPLED_OVER = 200_000


def kind_words(kind: FieldType) -> str:
    """The type of a column in plain words."""
    return {
        FieldType.TEXT: _("text"),
        FieldType.INTEGER: _("whole number"),
        FieldType.NUMBER: _("number"),
        FieldType.BOOLEAN: _("yes or no"),
        FieldType.DATE: _("date"),
        FieldType.DATETIME: _("date and time"),
    }[kind]


def profile_of(collection: Collection, field: Field) -> ColumnProfile:
    """The column in the language of the page."""
    counts, spread = _spread(collection, field) if collection.row_count else ((), "")
    return ColumnProfile(
        name=field.name,
        title=in_language(field.titles) or field.name,
        kind=kind_words(field.type),
        text=in_language(field.descriptions),
        unit=field.unit,
        counts=counts,
        spread=spread,
        codes=[(code, in_language(titles)) for code, titles in field.codes.items()],
    )


def _spread(collection: Collection, field: Field) -> tuple[tuple[int, ...], str]:
    if field.type in (FieldType.INTEGER, FieldType.NUMBER):
        return _numbers(collection, field)
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return _days(collection, field)
    return _values(collection, field)


def _rows(collection: Collection) -> sql.Composable:
    if collection.row_count <= SAMPLED_OVER:
        return table(collection.name)
    share = 100 * SAMPLED_OVER / collection.row_count
    return sql.SQL("{} TABLESAMPLE SYSTEM ({}) REPEATABLE (1)").format(
        table(collection.name), sql.Literal(share)
    )


def _ask(statement: sql.Composed) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        return list(cursor.fetchall())


def _numbers(collection: Collection, field: Field) -> tuple[tuple[int, ...], str]:
    """Bars of equal width from the lowest to the highest value."""
    statement = sql.SQL("""
        WITH kept AS (SELECT {value}::float8 AS value FROM {rows} WHERE {value} IS NOT NULL),
            ends AS (SELECT min(value) AS low, max(value) AS high FROM kept)
        SELECT
            CASE WHEN high > low THEN least(floor((value - low) / (high - low) * {bars})::int, {last})
                ELSE 0 END AS bar,
            count(*), min(low), min(high)
        FROM kept, ends
        GROUP BY 1
        ORDER BY 1
    """).format(
        value=column(field.name), rows=_rows(collection), bars=sql.Literal(BARS), last=sql.Literal(BARS - 1)
    )
    bars = _ask(statement)
    if not bars:
        return (), _("no values yet")
    counts = [0] * BARS
    for bar, number, _low, _high in bars:
        counts[bar] = number
    low, high = (_figure(bars[0][end]) for end in (2, 3))
    return tuple(counts), f"{low} – {high} {field.unit}".rstrip()


def _days(collection: Collection, field: Field) -> tuple[tuple[int, ...], str]:
    """Bars by year; long spans are cut into as many as fit."""
    statement = sql.SQL("""
        SELECT extract(year FROM {day})::int, count(*)
        FROM {rows}
        WHERE {day} IS NOT NULL
        GROUP BY 1
        ORDER BY 1
    """).format(day=column(field.name), rows=_rows(collection))
    years = _ask(statement)
    if not years:
        return (), _("no values yet")
    first, last = years[0][0], years[-1][0]
    step = max(1, -(-(last - first + 1) // BARS))
    counts = [0] * (-(-(last - first + 1) // step))
    for year, number in years:
        counts[(year - first) // step] += number
    return tuple(counts), f"{first} – {last}" if first < last else str(first)


def _values(collection: Collection, field: Field) -> tuple[tuple[int, ...], str]:
    """Bars of the most frequent values, the most frequent named."""
    statement = sql.SQL("""
        SELECT {value}, count(*), count(*) OVER (), sum(count(*)) OVER ()
        FROM {rows}
        WHERE {value} IS NOT NULL
        GROUP BY 1
        ORDER BY 2 DESC, 1
        LIMIT {bars}
    """).format(value=column(field.name), rows=_rows(collection), bars=sql.Literal(BARS))
    values = _ask(statement)
    if not values:
        return (), _("no values yet")
    top, most, different, total = values[0]
    if most == 1 and different > 1:
        return (), _("different in every row")
    # "100 %" is said of all rows only.
    share = _figure(100 if most == total else min(99, round(100 * most / float(total))))
    named = _("%(value)s: %(share)s %%") % {"value": _words(field, top), "share": share}
    if different == 1:
        return (), named
    several = ngettext("%(number)s value", "%(number)s values", different) % {"number": _figure(different)}
    return tuple(number for _value, number, _different, _total in values), f"{several}; {named}"


def _words(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return in_language(field.codes.get(value)) or str(value)[:60]


def _figure(value: float) -> str:
    rounded = round(value, 1)
    return str(number_format(int(rounded) if rounded == int(rounded) else rounded, force_grouping=True))
