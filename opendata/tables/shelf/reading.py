"""Reading rows as finished texts: what PostgreSQL made goes through as bytes, never decoded here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from psycopg import ClientCursor, sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader

from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.querysets import RowQuery
from opendata.tables.shelf.columns import COORDINATE_DIGITS, feature_text
from opendata.tables.shelf.names import column

CSV_ROWS_AT_ONCE = 20_000


class RawText(Loader):
    """Leaves a text as the bytes (UTF-8) that the database sent."""

    def load(self, data: Buffer) -> Any:
        return bytes(data)


@dataclass(frozen=True)
class Page:
    """`features`: GeoJSON Features with commas between. `last`: row id to go on after, None at the end."""

    features: bytes
    count: int
    last: int | None


def read_page(query: RowQuery) -> Page:
    """One page in one statement; a row more than the limit tells whether there is a next page."""
    assert query.limit is not None
    text = feature_text(query.properties) if query.properties is not None else sql.SQL("feature")
    inner, parameters = replace(query, limit=query.limit + 1).select(
        sql.SQL("rowid, {} AS feature, row_number() OVER (ORDER BY rowid) AS place").format(text)
    )
    # `inner` was composed of checked and quoted names; its values are parameters.
    statement = (
        "SELECT string_agg(feature, ',') FILTER (WHERE place <= %s), "  # noqa: S608
        f"max(rowid) FILTER (WHERE place <= %s), count(*) FROM ({inner}) AS page"
    )
    with connection.cursor() as cursor:
        cursor.cursor.adapters.register_loader("text", RawText)
        cursor.execute(statement, [query.limit, query.limit, *parameters])
        features, last, found = cursor.fetchone()
    more = found > query.limit
    return Page(features or b"", min(found, query.limit), last if more else None)


def read_feature(query: RowQuery) -> bytes | None:
    """The one feature asked for, as bytes; None when there is no such row."""
    statement, parameters = replace(query, limit=1).select(sql.SQL("feature"))
    with connection.cursor() as cursor:
        cursor.cursor.adapters.register_loader("text", RawText)
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


def read_values(query: RowQuery, fields: tuple[Field, ...]) -> tuple[list[tuple[Any, ...]], int | None]:
    """Rows of (fid, values…) for a page that people read, and the row id to go on after, None at the end."""
    assert query.limit is not None
    columns = sql.SQL(", ").join(
        [sql.SQL("rowid"), sql.SQL("fid"), *(column(field.name) for field in fields)]
    )
    statement, parameters = replace(query, limit=query.limit + 1).select(columns)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    return [row[1:] for row in rows], rows[-1][0] if more else None


def csv_columns(fields: tuple[Field, ...], kind: str) -> list[tuple[str, sql.Composable]]:
    """Header and SQL of each CSV column: id, fields, then longitude and latitude of points or the
    geometry as WKT.
    """
    taken = {field.name for field in fields}

    def free(name: str) -> str:
        return name if name not in taken else free(f"_{name}")

    columns: list[tuple[str, sql.Composable]] = [(free("id"), sql.SQL("fid"))]
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
        return sql.SQL("to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')").format(
            column(field.name)
        )
    return sql.SQL("{}::text").format(column(field.name))


def last_of_page(query: RowQuery) -> tuple[int | None, bool]:
    """Row id of a page's last row (None: no row), and whether rows follow it."""
    assert query.limit is not None
    inner, parameters = replace(query, limit=query.limit + 1).select(
        sql.SQL("rowid, row_number() OVER (ORDER BY rowid) AS place")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT max(rowid) FILTER (WHERE place <= %s), count(*) FROM ({inner}) AS page",  # noqa: S608
            [query.limit, *parameters],
        )
        last, found = cursor.fetchone()
    return last, found > query.limit


def copy_csv(query: RowQuery, columns: list[tuple[str, sql.Composable]]) -> Iterator[bytes]:
    """CSV lines of the rows, as PostgreSQL's COPY writes them, in pieces as they arrive."""
    chosen = sql.SQL(", ").join(expression for _name, expression in columns)
    statement, parameters = query.select(chosen)
    connection.ensure_connection()
    with connection.cursor() as cursor:
        written = ClientCursor(connection.connection).mogrify(statement, parameters)
        with cursor.cursor.copy(f"COPY ({written}) TO STDOUT WITH (FORMAT csv)") as copied:
            for piece in copied:
                yield bytes(piece)
