"""Reading rows as finished texts: what PostgreSQL made goes through as bytes, never decoded here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.tables.contract import Field
from opendata.tables.querysets import Place, RowQuery
from opendata.tables.shelf.names import column
from opendata.tables.shelf.raw import binary_cursor

FINISHED = sql.SQL("feature")


@dataclass(frozen=True)
class Page:
    """`features`: GeoJSON Features as UTF-8. `last`: the place to go on after, None at the end."""

    features: list[bytes]
    last: Place | None


def read_page(query: RowQuery, text: sql.Composable = FINISHED) -> Page:
    """One page in one statement; a row more than the limit tells whether there is a next page.

    `text`: what makes a feature of a row; as it lies finished on the shelf, unless other columns are asked for.
    """
    assert query.limit is not None
    keys = _keys(query)
    columns = sql.SQL(", ").join([text, sql.SQL("seq"), sql.SQL("rowid"), *keys])
    total, value = _found(*replace(query, limit=query.limit + 1).select(columns))
    features = [value(row, 0) for row in range(min(total, query.limit))]
    if total <= query.limit:
        return Page(features, None)
    last = query.limit - 1
    seq, rowid = (int.from_bytes(value(last, at), "big", signed=True) for at in (1, 2))
    texts = (value(last, 3 + at) for at in range(len(keys)))
    return Page(
        features, Place(seq, rowid, tuple(text.decode() if text is not None else None for text in texts))
    )


def read_feature(query: RowQuery, text: sql.Composable = FINISHED) -> bytes | None:
    """The one feature asked for, as bytes; None when there is no such row."""
    total, value = _found(*replace(query, limit=1).select(text))
    return value(0, 0) if total else None


def _keys(query: RowQuery) -> list[sql.Composed]:
    """What the query sorts by, as text; under names of their own, because ORDER BY looks at names here first."""
    return [
        sql.SQL("{}::text AS {}").format(key.code, sql.Identifier(f"key {number}"))
        for number, key in enumerate(query.order)
    ]


def _found(statement: str, parameters: list[Any]) -> tuple[int, Callable[[int, int], Any]]:
    """Number of rows, and what gives the bytes at a row and column (None for null).

    As it came over the wire: to make tuples of the rows and strings of the texts would be work for nothing.
    """
    with binary_cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.cursor.pgresult
    return found.ntuples, found.get_value


def read_values(query: RowQuery, fields: tuple[Field, ...]) -> tuple[list[tuple[Any, ...]], Place | None]:
    """Rows of (id, values…) for a page that people read, and the place to go on after, None at the end."""
    assert query.limit is not None
    keys = _keys(query)
    columns = sql.SQL(", ").join(
        [*keys, sql.SQL("seq"), sql.SQL("rowid"), *(column(field.name) for field in fields)]
    )
    statement, parameters = replace(query, limit=query.limit + 1).select(columns)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    own = len(keys)
    place = Place(rows[-1][own], rows[-1][own + 1], rows[-1][:own]) if more else None
    return [row[own + 1 :] for row in rows], place


def last_of_page(query: RowQuery) -> Place | None:
    """The place to go on after a page, None at the end."""
    return read_values(query, ())[1]
