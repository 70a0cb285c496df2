"""The table that a file is loaded into before it is compared and published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.ingest.contract import ColumnDecision
from opendata.tables.shelf.columns import SQL_TYPES

KEY, GEOMETRY = "key", "geom"


def create_staging(name: str, columns: Sequence[ColumnDecision]) -> None:
    """An unlogged table in the town's schema; one of that name is replaced."""
    parts = [
        # Keys are compared byte by byte: nobody reads them in order.
        sql.SQL('{} text COLLATE "C" NOT NULL').format(sql.Identifier(KEY)),
        sql.SQL("{} public.geometry(Geometry, 4326)").format(sql.Identifier(GEOMETRY)),
        *(sql.SQL("{} {}").format(sql.Identifier(one.key), SQL_TYPES[one.type]) for one in columns),
    ]
    drop_staging(name)
    _run(sql.SQL("CREATE UNLOGGED TABLE {} ({})").format(sql.Identifier(name), sql.SQL(", ").join(parts)))


def drop_staging(name: str) -> None:
    """Nothing is left of it, if there was one."""
    _run(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(name)))


def finish_staging(name: str) -> None:
    """The key's index, made at once when all rows are there, and what the planner must know of it."""
    _run(sql.SQL("ALTER TABLE {} ADD UNIQUE ({})").format(sql.Identifier(name), sql.Identifier(KEY)))
    _run(sql.SQL("ANALYZE {} ({})").format(sql.Identifier(name), sql.Identifier(KEY)))


@contextmanager
def copying(name: str, columns: Sequence[ColumnDecision]) -> Iterator[Any]:
    """`write(bytes)` of CSV with key, geometry and the columns, in that order."""
    names = [KEY, GEOMETRY, *(one.key for one in columns)]
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, ENCODING 'utf8')").format(
        sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copied:
        yield copied.write


def _run(statement: sql.Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
