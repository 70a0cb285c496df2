"""Many rows at once: COPY into a table that lives for the transaction, from where one statement takes them
on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import sql


def stage_rows(table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> int:
    """Makes the temporary table `table` (column name: SQL type) and copies the rows in; the number of rows.

    Must run inside a transaction; the table goes with it, or with the next call of the same name.
    """
    make_staging(table, columns)
    return copy_rows(table, list(columns), rows)


def make_staging(table: str, columns: Mapping[str, str]) -> None:
    """Makes an empty temporary table in place of an earlier one of that name."""
    described = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(sql.Identifier(table)))
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {} ({}) ON COMMIT DROP").format(sql.Identifier(table), described)
        )


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """COPY FROM STDIN; values are adapted by psycopg. The number of rows."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def analyze(table: str) -> None:
    """Lets the planner know how many rows a freshly filled table has."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
