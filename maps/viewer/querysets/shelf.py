"""Reads of the shelf for maps: what is published, how much of it is in view, one item, one narrowed tile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from opendata.tables.contract import Field
from opendata.tables.models import Collection
from opendata.tables.querysets import BBox, RowQuery, Where, column

Ids = QuerySet[Any, Any]
# Over Mercator's square one degree of a tile's margin is never more than this share of the tile.
TILE_EXTENT = 4096
TILE_BUFFER = 64
# Below this zoom points that would fall on the same two pixels are drawn once.
EVERY_POINT_ZOOM = 14
MOST_POINTS = 60_000


@dataclass(frozen=True)
class Facts:
    """What a map has to know of a published collection; `extent` is west, south, east, north in degrees."""

    revision: int
    row_count: int
    extent: tuple[float, float, float, float] | None
    fields: tuple[str, ...]
    columns: Mapping[str, Field] = field(default_factory=dict)
    geometry_type: str = ""


@dataclass(frozen=True)
class Seen:
    """How many rows a view shows, and the most frequent kind among them."""

    count: int
    kind: str = ""
    kind_count: int = 0


def facts_of(names: Iterable[str]) -> dict[str, Facts]:
    """Facts of those collections that are published, in one query."""
    wanted = Collection.objects.published().filter(dataset__name__in=list(names)).select_related("dataset")
    return {
        collection.name: Facts(
            collection.revision,
            collection.row_count,
            tuple(collection.extent) if collection.extent else None,
            tuple(column.name for column in collection.columns),
            {column.name: column for column in collection.columns},
            collection.geometry_type,
        )
        for collection in wanted
    }


def _fetch(statement: sql.Composable, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _rows(
    query: RowQuery, columns: Sequence[sql.Composable], ids: Ids | None
) -> tuple[sql.Composed, list[Any]]:
    """The rows of a query that have a position, as a subselect called `seen`; `ids` narrows them further."""
    text, parameters = query.select(sql.SQL(", ").join(columns))
    rows = sql.SQL("(SELECT * FROM ({}) AS rows WHERE geom IS NOT NULL").format(sql.SQL(text))
    if ids is not None:
        narrowing, more = ids.order_by().values("pk").query.sql_with_params()
        rows += sql.SQL(" AND rowid IN ({})").format(sql.SQL(narrowing))
        parameters = [*parameters, *more]
    return rows + sql.SQL(") AS seen"), list(parameters)


def seen_in(
    collection: str, bbox: BBox | None, kind_field: str, ids: Ids | None, where: Where | None = None
) -> Seen:
    """How many rows lie in a box (all without one), and the most frequent value of a field there."""
    kind = column(kind_field) if kind_field else sql.SQL("NULL::text")
    columns = [sql.SQL("rowid"), sql.SQL("geom"), sql.SQL("{} AS kind").format(kind)]
    rows, parameters = _rows(RowQuery(collection, bbox=bbox, where=where), columns, ids)
    kinds = _fetch(
        sql.SQL("SELECT kind, count(*) FROM {} GROUP BY kind ORDER BY count(*) DESC, kind").format(rows),
        parameters,
    )
    total = sum(count for _kind, count in kinds)
    best = next(((kind, count) for kind, count in kinds if kind), ("", 0))
    return Seen(total, str(best[0]), best[1])


def tally(collection: str, distinct: str, true: str) -> tuple[int, int]:
    """How many different values a field has, and in how many rows a yes-or-no field says yes."""
    columns = [
        sql.SQL("{} AS kind").format(sql.Identifier(distinct)),
        sql.SQL("{} AS yes").format(sql.Identifier(true)),
    ]
    text, parameters = RowQuery(collection).select(sql.SQL(", ").join(columns))
    counted = sql.SQL("SELECT count(DISTINCT kind), count(*) FILTER (WHERE yes) FROM ({}) AS rows").format(
        sql.SQL(text)
    )
    [(kinds, yes)] = _fetch(counted, parameters)
    return int(kinds), int(yes)


def item_of(collection: str, rowid: int, fields: Sequence[str]) -> dict[str, Any] | None:
    """The fields of one row, `longitude` and `latitude` of a point on it; None where there is no such row."""
    columns = [
        sql.SQL("ST_X(ST_PointOnSurface(geom)) AS longitude"),
        sql.SQL("ST_Y(ST_PointOnSurface(geom)) AS latitude"),
        *(sql.Identifier(name) for name in fields),
    ]
    text, parameters = RowQuery(collection, ids=(rowid,), limit=1).select(sql.SQL(", ").join(columns))
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        row = cursor.fetchone()
    return dict(zip(("longitude", "latitude", *fields), row, strict=True)) if row else None


def counted(collection: str, where: Where | None) -> int:
    """How many rows meet the conditions."""
    condition, parameters = RowQuery(collection, where=where).conditions()
    statement = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(RowQuery(collection).rows(), condition)
    return int(_fetch(statement, parameters)[0][0])


def extent_of(collection: str, where: Where) -> tuple[float, float, float, float] | None:
    """The box around the rows that meet the conditions: west, south, east, north."""
    condition, parameters = RowQuery(collection, where=where).conditions()
    statement = sql.SQL(
        "SELECT ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box) "
        "FROM (SELECT ST_Extent(geom) AS box FROM {} WHERE {}) AS boxes"
    ).format(RowQuery(collection).rows(), condition)
    west, south, east, north = _fetch(statement, parameters)[0]
    return None if west is None else (west, south, east, north)


def share_within(collection: str, box: tuple[float, float, float, float]) -> float:
    """Of the rows with a place, the share that is inside a box or reaches into it; 0 without any."""
    statement = sql.SQL(
        "SELECT coalesce(avg((geom && ST_MakeEnvelope(%s, %s, %s, %s, 4326))::int), 0)::float8 FROM {} "
        "WHERE geom IS NOT NULL"
    ).format(RowQuery(collection).rows())
    return float(_fetch(statement, box)[0][0])


def most_frequent(collection: str, name: str, where: Where | None, most: int) -> tuple[list[Any], bool]:
    """The most frequent values of a column, and whether rows are left that have another one or none."""
    condition, parameters = RowQuery(collection, where=where).conditions()
    statement = sql.SQL(
        "SELECT value, count(*) FROM (SELECT {} AS value FROM {} WHERE {} AND geom IS NOT NULL) AS rows "
        "GROUP BY value ORDER BY value IS NULL, count(*) DESC, value LIMIT {}"
    ).format(column(name), RowQuery(collection).rows(), condition, sql.Literal(most + 1))
    values = [value for value, _count in _fetch(statement, parameters)]
    chosen = [value for value in values[:most] if value is not None]
    return chosen, len(values) > len(chosen)


def largest(collection: str, name: str, where: Where | None) -> float:
    """The largest number in a column; 0 where there is none above it."""
    condition, parameters = RowQuery(collection, where=where).conditions()
    statement = sql.SQL("SELECT max({})::float8 FROM {} WHERE {}").format(
        column(name), RowQuery(collection).rows(), condition
    )
    return max(float(_fetch(statement, parameters)[0][0] or 0), 0.0)


def narrowed_tile(
    collection: str,
    place: tuple[int, int, int],
    fields: Sequence[str],
    ids: Ids | None,
    where: Where | None = None,
) -> bytes:
    """A vector tile (`place` is z, x, y) of those rows only; layer and ids as in the open API."""
    z = place[0]
    # The box in degrees finds rows by the index; it is a little wider than the tile: margins are filled.
    (west, south, east, north), *_ = _fetch(
        sql.SQL(
            "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM (SELECT ST_Transform("
            "ST_TileEnvelope(%s, %s, %s, margin => {margin}), 4326) AS b) AS box"
        ).format(margin=sql.Literal(TILE_BUFFER / TILE_EXTENT)),
        place,
    )
    columns = [
        sql.SQL("rowid"),
        sql.SQL("geom"),
        sql.SQL("geom_web"),
        *(column(name) for name in fields),
    ]
    box = (max(west, -180.0), south, min(east, 180.0), north)
    rows, parameters = _rows(RowQuery(collection, bbox=box, limit=None, where=where), columns, ids)
    tile = sql.SQL(
        "SELECT ST_AsMVT(tile, {name}, {extent}, 'shape', 'rowid') FROM (SELECT {once} rowid, "
        "ST_AsMVTGeom(geom_web, ST_TileEnvelope(%s, %s, %s), {extent}, {buffer}) AS shape{fields} "
        "FROM {rows} {order} LIMIT {most}) AS tile"
    ).format(
        name=sql.Literal(collection),
        extent=sql.Literal(TILE_EXTENT),
        buffer=sql.Literal(TILE_BUFFER),
        once=sql.SQL("DISTINCT ON ({})").format(_cell(z)) if z < EVERY_POINT_ZOOM else sql.SQL(""),
        fields=sql.SQL("").join(sql.SQL(", {}").format(column(name)) for name in fields),
        rows=rows,
        order=sql.SQL("ORDER BY {}, rowid").format(_cell(z)) if z < EVERY_POINT_ZOOM else sql.SQL(""),
        most=sql.Literal(MOST_POINTS),
    )
    found = _fetch(tile, [*place, *parameters])
    return bytes(found[0][0] or b"")


def _cell(z: int) -> sql.Composed:
    """SQL for the two-pixel cell of a point at a zoom (tiles are shown 512 pixels wide)."""
    return sql.SQL("ST_SnapToGrid(ST_PointOnSurface(geom_web), {})").format(
        sql.Literal(40075016.685578488 / 2**z / 256)
    )
