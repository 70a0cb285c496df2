"""Rows as CSV, written by PostgreSQL's COPY, and the moment in which all of an answer is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import ClientCursor, sql

from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.querysets import RowQuery
from opendata.tables.shelf.columns import COORDINATE_DIGITS, STORED_GEOMETRY, rounded
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of

Columns = list[tuple[str, sql.Composable]]
Position = tuple[sql.Composable, sql.Composable]
STORED_POSITION: Position = (sql.SQL("ST_X(geom)"), sql.SQL("ST_Y(geom)"))


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


def csv_columns(
    fields: tuple[Field, ...],
    kind: str,
    *,
    geometry: sql.Composable = STORED_GEOMETRY,
    position: Position = STORED_POSITION,
    axes: tuple[str, str] = ("longitude", "latitude"),
    digits: int = COORDINATE_DIGITS,
) -> Columns:
    """Header and SQL of each column: id, fields, then the axes of points, or the others' WKT.

    `geometry`, `position`: the column, and the two numbers of a point, in another reference system; `axes` names them.
    """
    columns: Columns = [(free_name("id", fields), sql.SQL("rowid"))]
    columns += [(field.name, _csv_value(field)) for field in fields]
    if kind == GeometryType.POINT:
        for name, number in zip(free_names(axes, fields), position, strict=True):
            columns.append((name, rounded(number, digits)))
    elif kind != GeometryType.NONE:
        shape = sql.SQL("ST_AsText({}, {})").format(geometry, sql.Literal(digits))
        columns.append((free_name("geometry", fields), shape))
    return columns


def free_name(wanted: str, fields: Sequence[Field]) -> str:
    """A name that no field has: with underscores before it, where need be."""
    return free_names((wanted,), fields)[0]


def free_names(wanted: Sequence[str], fields: Sequence[Field]) -> tuple[str, ...]:
    """Names that no field has. What belongs together, as x and y do, gets its underscores together."""
    taken, names = {field.name for field in fields}, tuple(wanted)
    while not taken.isdisjoint(names):
        names = tuple(f"_{name}" for name in names)
    return names


def _csv_value(field: Field) -> sql.Composable:
    """COPY writes values as a cast to text does, but for moments and truth."""
    if field.type is FieldType.DATETIME:
        return sql.SQL("""to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""").format(
            column(field.name)
        )
    return (
        sql.SQL("{}::text").format(column(field.name))
        if field.type is FieldType.BOOLEAN
        else column(field.name)
    )


def copy_csv(query: RowQuery, columns: Columns) -> Iterator[bytes]:
    """CSV lines of the rows, as PostgreSQL's COPY writes them, one by one as they arrive: for `writelines()`."""
    return _copied(query, sql.SQL(", ").join(expression for _name, expression in columns), "FORMAT csv")


def copy_lines(query: RowQuery, text: sql.Composable) -> Iterator[bytes]:
    """One line a row of JSON text, one by one as they arrive: for `writelines()`.

    JSON holds no bare control letters, so with those for quotes and delimiters the texts pass as they are.
    """
    return _copied(query, text, r"FORMAT csv, QUOTE E'\x01', ESCAPE E'\x01', DELIMITER E'\x02'")


def _copied(query: RowQuery, columns: sql.Composable, options: str) -> Iterator[bytes]:
    statement, parameters = query.select(columns)
    with connection.cursor() as cursor:
        # COPY takes no parameters beside the statement.
        written = ClientCursor(connection.connection).mogrify(statement, parameters)
        with cursor.cursor.copy(f"COPY ({written}) TO STDOUT WITH ({options})") as copied:
            yield from copied
