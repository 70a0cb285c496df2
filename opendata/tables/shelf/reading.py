"""Reading rows as finished texts: what PostgreSQL made goes through as bytes, never decoded here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.tables.contract import Field
from opendata.tables.querysets import Place, RowQuery
from opendata.tables.shelf.columns import feature_text
from opendata.tables.shelf.names import column
from opendata.tables.shelf.raw import binary_cursor


@dataclass(frozen=True)
class Page:
    """`features`: GeoJSON Features as UTF-8. `last`: the place to go on after, None at the end."""

    features: list[bytes]
    last: Place | None


def read_page(query: RowQuery) -> Page:
    """One page in one statement; a row more than the limit tells whether there is a next page."""
    assert query.limit is not None
    text = feature_text(query.properties) if query.properties is not None else sql.SQL("feature")
    statement, parameters = replace(query, limit=query.limit + 1).select(
        sql.SQL("{}, seq, rowid").format(text)
    )
    total, value = _found(statement, parameters)
    features = [value(row, 0) for row in range(min(total, query.limit))]
    if total <= query.limit:
        return Page(features, None)
    seq, rowid = (int.from_bytes(value(query.limit - 1, at), "big", signed=True) for at in (1, 2))
    return Page(features, Place(seq, rowid))


def read_feature(query: RowQuery) -> bytes | None:
    """The one feature asked for, as bytes; None when there is no such row."""
    total, value = _found(*replace(query, limit=1).select(sql.SQL("feature")))
    return value(0, 0) if total else None


def _found(statement: str, parameters: list[Any]) -> tuple[int, Callable[[int, int], bytes]]:
    """Number of rows, and what gives the bytes at a row and column, of columns that are never null.

    As it came over the wire: to make tuples of the rows and strings of the texts would be work for nothing.
    """
    with binary_cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.cursor.pgresult
    return found.ntuples, found.get_value


def read_values(query: RowQuery, fields: tuple[Field, ...]) -> tuple[list[tuple[Any, ...]], Place | None]:
    """Rows of (id, values…) for a page that people read, and the place to go on after, None at the end."""
    assert query.limit is not None
    columns = sql.SQL(", ").join(
        [sql.SQL("seq"), sql.SQL("rowid"), *(column(field.name) for field in fields)]
    )
    statement, parameters = replace(query, limit=query.limit + 1).select(columns)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    return [row[1:] for row in rows], Place(*rows[-1][:2]) if more else None


def last_of_page(query: RowQuery) -> Place | None:
    """The place to go on after a page, None at the end."""
    assert query.limit is not None
    statement, parameters = replace(query, limit=query.limit + 1).select(sql.SQL("seq, rowid"))
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    return Place(*rows[query.limit - 1]) if len(rows) > query.limit else None
