"""A page of rows: filters, a count up to a cap, and as many rows as a page holds, in bounded time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from psycopg import sql

from cms.kit.folding import fold, words_of
from opendata.catalog.browsing import COUNTED, ROWS_A_PAGE, Head, Row, RowsPage
from opendata.catalog.contract import ColumnProfile
from opendata.tables.announced import leaving_of
from opendata.tables.browsing.bounded import GaveUp, bounded
from opendata.tables.browsing.forms import NUMBERS, RowFilters
from opendata.tables.browsing.ignored import ignored_in
from opendata.tables.browsing.matching import matches, pattern_of
from opendata.tables.browsing.offering import offer_of
from opendata.tables.browsing.values import shown
from opendata.tables.contract import Field, FieldType
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column
from opendata.tables.shelf.words import seldom

MAIN_COLUMNS = 6
MOST_WORDS = 10
Condition = tuple[sql.Composable, list[Any]]


def rows_page(facts: Facts, query: QueryDict, profiles: Sequence[ColumnProfile] = ()) -> RowsPage:
    """Never fails for what stands in an address: a wrong filter is an error of the form and shows no rows."""
    form = RowFilters(facts.fields, query, offer_of(facts, profiles))
    active = form.active
    every = query.get("all") == "1"
    fields = in_order(facts) if every else main_columns(facts)
    for_programs = urlencode(dict(for_the_interface(form, name, value) for name, value in active.items()))
    page = RowsPage(
        form=form,
        active=len(active),
        heads=[head_of(field) for field in fields],
        query=for_programs,
        hidden_columns=len(facts.fields) - len(fields),
        all_columns=every,
        lasting_query=form.lasting_query,
        ignored=ignored_in(
            query, inputs=form.fields, fields=facts.fields, name=facts.name, active=for_programs
        ),
    )
    if form.is_bound and not form.is_valid():
        return page
    try:
        with bounded():
            return _filled(page, facts, fields, conditions_of(facts, form, active), query.get("page", "1"))
    except GaveUp:
        return replace(page, took_too_long=True)


def one_row(facts: Facts, rowid: int) -> tuple[list[Head], Row] | None:
    """The main columns of a row; None where there is none of that id."""
    fields = main_columns(facts)
    rows = _read(RowQuery(facts.name, ids=(rowid,)), fields, 0)
    if not rows:
        return None
    values = [shown(field, value) for field, value in zip(fields, rows[0][1:], strict=True)]
    return [head_of(field) for field in fields], Row(rowid, address_of(facts, rowid), values)


def in_order(facts: Facts) -> tuple[Field, ...]:
    """As whoever described the table put them; columns that will go, and are empty, behind all others."""
    leaving = leaving_of(facts)
    return tuple(sorted(facts.fields, key=lambda field: field.name in leaving))


def main_columns(facts: Facts) -> tuple[Field, ...]:
    """The first columns: whoever described the table put what matters first."""
    return in_order(facts)[:MAIN_COLUMNS]


def head_of(field: Field) -> Head:
    """The head of a column in the language of the page."""
    title = field.title
    return Head(field.name, title, field.unit, is_number=field.type in NUMBERS)


def conditions_of(facts: Facts, form: RowFilters, active: dict[str, Any]) -> list[Condition]:
    """SQL of the filters that are set."""
    found: list[Condition] = []
    texts = [field for field in form.table_fields if field.type is FieldType.TEXT]
    for name, value in active.items():
        if name == "q":
            whole = sql.SQL("concat_ws(' ', {})").format(
                sql.SQL(", ").join(column(field.name) for field in texts)
            )
            words = _words(value)
            found += seldom(facts.name, facts.fields, facts.row_count, words)
            found += [(matches(whole), [pattern_of(word)]) for word in words]
        elif name in form.asks:
            asks = form.asks[name]
            if asks.how == "contains":
                found += seldom(facts.name, facts.fields, facts.row_count, [fold(value)])
            found.append(_condition(asks.field, asks.how, value))
    return found


def for_the_interface(form: RowFilters, name: str, value: Any) -> tuple[str, str]:
    """The same filter as the open API has it: parameter and value."""
    asks = form.asks.get(name)
    if asks and asks.field.type is FieldType.DATETIME:
        moment = _start_of(value) + (timedelta(days=1) if asks.how == "until" else timedelta())
        return f"{asks.field.name}__{'lt' if asks.how == 'until' else 'gte'}", moment.isoformat()
    return name, value.isoformat() if isinstance(value, date) else str(value)


def _start_of(day: date) -> datetime:
    """The beginning of a day of the town."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _words(text: str) -> list[str]:
    return words_of(text)[:MOST_WORDS]


def _condition(field: Field, how: str, value: Any) -> Condition:
    place = column(field.name)
    if how == "contains":
        return matches(place), [pattern_of(value)]
    if how == "equals":
        return sql.SQL("{} = %s").format(place), [
            value == "true" if field.type is FieldType.BOOLEAN else value
        ]
    if field.type is FieldType.DATETIME:
        # Days of the town, whose last one counts whole.
        start = _start_of(value)
        if how == "until":
            return sql.SQL("{} < %s").format(place), [start + timedelta(days=1)]
        value = start
    return sql.SQL("{} >= %s" if how == "from" else "{} <= %s").format(place), [value]


def _filled(
    page: RowsPage, facts: Facts, fields: Sequence[Field], conditions: Sequence[Condition], number: str
) -> RowsPage:
    where = None
    if conditions:
        code = sql.SQL(" AND ").join(sql.SQL("({})").format(part) for part, _values in conditions)
        where = code, tuple(value for _part, values in conditions for value in values)
    query = RowQuery(facts.name, where=where)
    # Of a whole collection the number is known; of what a filter leaves it is counted, up to a cap.
    total = _count(query) if conditions else facts.row_count
    pages = max(1, -(-min(total, COUNTED) // ROWS_A_PAGE))
    # Of a number longer than any page's its beginning is large enough.
    asked = int(number[:9]) if number.isascii() and number.isdigit() else 1
    chosen = min(max(asked, 1), pages)
    rows = _read(query, fields, (chosen - 1) * ROWS_A_PAGE)
    return replace(
        page,
        rows=[
            Row(
                row[0],
                address_of(facts, row[0]),
                [shown(field, value) for field, value in zip(fields, row[1:], strict=True)],
                page.heads,
            )
            for row in rows
        ],
        total=min(total, COUNTED) if conditions else total,
        is_capped=bool(conditions) and total > COUNTED,
        number=chosen,
        pages=pages,
        is_beyond=asked > pages,
    )


def _count(query: RowQuery) -> int:
    """How many rows, counted up to one more than the cap."""
    where, parameters = query.conditions()
    statement = sql.SQL("SELECT count(*) FROM (SELECT FROM {} WHERE {} LIMIT {}) AS found").format(
        query.rows(), where, sql.Literal(COUNTED + 1)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), parameters)
        return int(cursor.fetchone()[0])


def _read(query: RowQuery, fields: Sequence[Field], skipped: int) -> list[tuple[Any, ...]]:
    """As they stand in the file or the register: along the curve of the open interface they would lie for a map."""
    columns = sql.SQL(", ").join([sql.SQL("rowid"), *(column(field.name) for field in fields)])
    where, parameters = query.conditions()
    statement = sql.SQL("SELECT {} FROM {} WHERE {} ORDER BY rowid LIMIT %s OFFSET %s").format(
        columns, query.rows(), where
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), [*parameters, ROWS_A_PAGE, skipped])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def address_of(facts: Facts, rowid: int) -> str:
    """The row's own page: the register's, else that of the open interface."""
    if facts.item_page:
        try:
            return reverse(facts.item_page, args=[rowid])
        except NoReverseMatch:
            pass
    return f"/api/v1/collections/{facts.name}/items/{rowid}?f=html"
