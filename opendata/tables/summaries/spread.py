"""How the values of a column are spread: one or two queries a column, over a sample where the table is large."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import datetime
from math import floor, log10
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import sql

from cms.kit.texts import in_language
from opendata.catalog.browsing import Bar, Chart
from opendata.catalog.contract import ColumnProfile
from opendata.tables.contract import Field, FieldType
from opendata.tables.models import Collection
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of
from opendata.tables.summaries.bins import bins_between
from opendata.tables.summaries.timeline import periods_between

BARS = 12
SAMPLED_OVER = 200_000
LONGEST_LABEL = 60
# Digits after the point of a value that is told as it is (browsing.values shows as many).
EXACT = 6
# Numbers of houses, of inventories, of telephones: a chart of them says nothing, though some occur twice.
NAMES_A_THING = re.compile(
    r"(^|_)((house|street|building|serial|inventory|registry|phone|fax)_?(number|no|nr)|housenumber|fid|objectid|o?gid"
    r"|id|arithmos(_(odou|oikias|mitroou))?|ar_(odou|mitroou)|phone|telephone|tilefono)_?$"
)
Spread = tuple[Chart | None, str]


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


def profile_of(
    collection: Collection, field: Field, *, with_values: bool = True, is_coordinate: bool = False
) -> ColumnProfile:
    """The column in the language of the page; its values are looked at unless they are not wanted. What only repeats
    where the rows lie (coordinates.py) has no chart.
    """
    chart, spread = _spread(collection, field) if collection.row_count and with_values else (None, "")
    if is_coordinate and chart is not None:
        chart, spread = replace(chart, bars=(), ticks=()), _("position of the row, as on the map")
    return ColumnProfile(
        name=field.name,
        title=field.title,
        kind=kind_words(field.type),
        is_text=field.type is FieldType.TEXT,
        text=in_language(field.descriptions),
        unit=field.unit,
        # Different in every row: bars of one row each tell nothing.
        counts=tuple(bar.count for bar in chart.bars) if chart and len(chart.bars) > 1 else (),
        spread=spread,
        codes=[(code, in_language(titles)) for code, titles in field.codes.items()],
        chart=chart,
        is_empty=bool(spread) and chart is None,
        present=_present(collection, field) if field.codes and with_values else None,
    )


def _present(collection: Collection, field: Field) -> frozenset[str] | None:
    """The codes that any row has; None where only a sample is looked at, which may miss some."""
    if collection.row_count > SAMPLED_OVER:
        return None
    statement = sql.SQL("SELECT DISTINCT {0} FROM {1} WHERE {0} IS NOT NULL")
    values = _ask(statement.format(column(field.name), table(collection.name)))
    return frozenset(value for (value,) in values)


def _spread(collection: Collection, field: Field) -> Spread:
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


def _ends(collection: Collection, value: sql.Composable) -> tuple[Any, Any, int, int]:
    """Lowest and highest value, how many rows have one, and how many have none."""
    statement = sql.SQL("SELECT min({0}), max({0}), count({0}), count(*) - count({0}) FROM {1}")
    low, high, filled, empty = _ask(statement.format(value, _rows(collection)))[0]
    return low, high, filled, empty


def _only_names(collection: Collection, value: sql.Composable, span: float, filled: int) -> bool:
    """Whole numbers, each once: they tell rows apart and measure nothing. What is measured has a fraction or twins."""
    # So many rows without a twin need so many whole numbers: most columns are decided without a query.
    if span + 1 < filled or filled < 2:
        return False
    statement = sql.SQL("SELECT count(DISTINCT {0}) = count({0}) AND bool_and({0} = trunc({0})) FROM {1}")
    return bool(_ask(statement.format(value, _rows(collection)))[0][0])


def _numbers(collection: Collection, field: Field) -> Spread:
    """Bars of equal width with edges that people can read."""
    # Only finite numbers have a place on an axis.
    value = sql.SQL("nullif(nullif(nullif({}::float8, 'NaN'), 'Infinity'), '-Infinity')").format(
        column(field.name)
    )
    low, high, filled, empty = _ends(collection, value)
    if not filled:
        return None, _("no values yet")
    years = might_be_years(low, high)
    ends = " – ".join(figure_words(end, _digits(end), years=years) for end in (low, high))
    if NAMES_A_THING.search(field.name) or _only_names(collection, value, high - low, filled):
        return Chart("numbers", (), filled + empty, empty=empty), f"{ends} {field.unit}".rstrip()
    if low == high:
        return _only_one(
            f"{figure_words(low, EXACT, years=years)} {field.unit}".rstrip(), "numbers", filled, empty
        )
    bins = bins_between(low, high, whole=field.type is FieldType.INTEGER)
    statement = sql.SQL("""
        SELECT least(greatest(floor(({value} - {start}) / {step}), 0), {last})::int, count(*)
        FROM {rows} WHERE {value} IS NOT NULL GROUP BY 1
    """).format(
        value=value,
        start=sql.Literal(bins.start),
        step=sql.Literal(bins.step),
        last=sql.Literal(bins.count - 1),
        rows=_rows(collection),
    )
    counts = dict(_ask(statement))
    ticks = [figure_words(edge, bins.digits, years=years) for edge in bins.edges]
    if field.type is FieldType.INTEGER and bins.step == 1:
        # A bar is one number: it stands below the bar, and no number that nobody has stands at the end.
        ticks = ticks[:-1]
        labels = ticks
    else:
        labels = [_range(ticks[at], ticks[at + 1]) for at in range(bins.count)]
    bars = [Bar(label, counts.get(at, 0)) for at, label in enumerate(labels)]
    chart = Chart("numbers", bars, filled + empty, empty=empty, ticks=ticks)
    return chart, f"{ends} {field.unit}".rstrip()


def _digits(end: float) -> int:
    """Digits after the point of the lowest and the highest value: as many as rows show, more for tiny ones."""
    size = abs(end)
    return EXACT if not size or size >= 0.001 else min(2 - floor(log10(size)), 9)


def _only_one(value: str, kind: str, filled: int, empty: int) -> Spread:
    """A single bar tells nothing: the value is said."""
    text = _("%(value)s in %(filled)s of %(total)s rows") if empty else _("%(value)s in every row")
    numbers = {"filled": figure_words(filled), "total": figure_words(filled + empty)}
    return Chart(kind, (), filled + empty, empty=empty), text % {"value": value, **numbers}


def _range(first: str, second: str) -> str:
    return _("%(first)s to under %(second)s") % {"first": first, "second": second}


def _days(collection: Collection, field: Field) -> Spread:
    """Bars by day, month or year, as many as fit."""
    low, high, filled, empty = _ends(collection, column(field.name))
    if not filled:
        return None, _("no values yet")
    if low == high:
        day = date_format(timezone.localtime(low) if isinstance(low, datetime) else low, "j/n/Y")
        return _only_one(day, "days", filled, empty)
    periods = periods_between(low, high)
    statement = sql.SQL("SELECT {}, count(*) FROM {} WHERE {} IS NOT NULL GROUP BY 1").format(
        periods.number(column(field.name)), _rows(collection), column(field.name)
    )
    counts = dict(_ask(statement))
    labels = periods.labels
    bars = [Bar(label, counts.get(at, 0)) for at, label in enumerate(labels)]
    chart = Chart("days", bars, filled + empty, empty=empty, ticks=labels)
    return chart, str(low.year) if low.year == high.year else f"{low.year} – {high.year}"


def _values(collection: Collection, field: Field) -> Spread:
    """Bars of the most frequent values, the most frequent named."""
    statement = sql.SQL("""
        SELECT {value}, count(*), count(*) OVER (), sum(count(*)) OVER ()
        FROM {rows}
        GROUP BY 1
        ORDER BY {value} IS NULL DESC, 2 DESC, 1
        LIMIT {bars}
    """).format(value=column(field.name), rows=_rows(collection), bars=sql.Literal(BARS + 1))
    values = _ask(statement)
    empty = int(values[0][1]) if values and values[0][0] is None else 0
    values = [row for row in values if row[0] is not None][:BARS]
    if not values:
        return None, _("no values yet")
    top, most, different, total = values[0]
    different -= 1 if empty else 0
    filled = int(total) - empty
    if different == 1:
        return _only_one(value_words(field, top), "values", filled, empty)
    if NAMES_A_THING.search(field.name) and not field.codes:
        several = ngettext("%(number)s value", "%(number)s values", different)
        words = several % {"number": figure_words(different)}
        return Chart("values", (), int(total), empty=empty, different=different), words
    if most == 1:
        return Chart("values", (), int(total), empty=empty, different=different), _("different in every row")
    if len(values) == BARS and different > BARS and most == values[-1][1]:
        # None of those on top is more frequent than the next: equal bars tell nothing.
        several = ngettext("%(number)s value", "%(number)s values", different)
        return Chart("values", (), int(total), empty=empty, different=different), several % {
            "number": figure_words(different)
        }
    share = figure_words(share_of(most, int(total)))
    named = _("%(value)s: %(share)s%%") % {"value": value_words(field, top), "share": share}
    bars = [Bar(value_words(field, value), number) for value, number, _different, _total in values]
    others = filled - sum(bar.count for bar in bars)
    chart = Chart("values", bars, int(total), empty=empty, others=others, different=different)
    several = ngettext("%(number)s value", "%(number)s values", different) % {
        "number": figure_words(different)
    }
    return chart, f"{several} · {named}"


def share_of(number: int, rows: int) -> float:
    """Per cent of all rows, also of those without a value. 100 is said of all of them only: 99.8 is not."""
    share = 100 * number / rows
    return round(share) if share < 99 else math.floor(10 * share) / 10


def value_words(field: Field, value: Any) -> str:
    """A value as a bar is labelled with it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = in_language(field.codes.get(value)) or str(value) or _("(empty text)")
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"


def might_be_years(low: float, high: float) -> bool:
    """Whether the numbers of a column look like years, whose digits stay together."""
    return low >= 1000 and high < 3000 and low == int(low) and high == int(high)


def figure_words(value: float, digits: int = 1, *, years: bool = False) -> str:
    """A number as the page's language writes it."""
    rounded = round(value, digits)
    whole = int(rounded) if rounded == int(rounded) else rounded
    return str(number_format(whole, force_grouping=not years))
