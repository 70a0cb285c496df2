"""Rows as CSV, written by PostgreSQL's COPY, and the moment in which all of an answer is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import ClientCursor, sql

from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.querysets import RowQuery
from opendata.tables.shelf.columns import COORDINATE_DIGITS
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of

Columns = list[tuple[str, sql.Composable]]


@contextmanager
def one_revision(name: str) -> Iterator[None]:
    """What is read inside of a collection (facts, rows) is of one revision, whatever is published meanwhile.

    The table is locked against being exchanged, which no snapshot covers, before the first query takes the
    snapshot. Keep it short: an exchange waits for it. Within another transaction that one's level counts.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(text_of(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(table(name))))
        yield


def csv_columns(fields: tuple[Field, ...], kind: str) -> Columns:
    """Header and SQL of each column: id, fields, then longitude and latitude of points, or the others' WKT."""
    taken = {field.name for field in fields}

    def free(name: str) -> str:
        return name if name not in taken else free(f"_{name}")

    columns: Columns = [(free("id"), sql.SQL("rowid"))]
    columns += [(field.name, _csv_value(field)) for field in fields]
    digits = sql.Literal(COORDINATE_DIGITS)
    if kind == GeometryType.POINT:
        for name, axis in (("longitude", sql.SQL("ST_X")), ("latitude", sql.SQL("ST_Y"))):
            columns.append((free(name), sql.SQL("round({}(geom)::numeric, {})::float8").format(axis, digits)))
    elif kind != GeometryType.NONE:
        columns.append((free("geometry"), sql.SQL("ST_AsText(geom, {})").format(digits)))
    return columns


def _csv_value(field: Field) -> sql.Composed:
    if field.type is FieldType.DATETIME:
        return sql.SQL("""to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""").format(
            column(field.name)
        )
    return sql.SQL("{}::text").format(column(field.name))


def copy_csv(query: RowQuery, columns: Columns) -> Iterator[bytes]:
    """CSV lines of the rows, as PostgreSQL's COPY writes them, in pieces as they arrive."""
    chosen = sql.SQL(", ").join(expression for _name, expression in columns)
    statement, parameters = query.select(chosen)
    with connection.cursor() as cursor:
        # COPY takes no parameters beside the statement.
        written = ClientCursor(connection.connection).mogrify(statement, parameters)
        with cursor.cursor.copy(f"COPY ({written}) TO STDOUT WITH (FORMAT csv)") as copied:
            for piece in copied:
                yield bytes(piece)
