"""Making a tile inside PostgreSQL, and keeping it under its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from psycopg import sql

from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.raw import binary_cursor
from opendata.tiles.grid import Tile

LARGEST_TILE = 500_000
# From this zoom on features carry all their properties.
ALL_PROPERTIES_ZOOM = 15
# A thinned tile holds at most 16,384 points; lines and areas beyond this number are too small to tell apart.
MOST_FEATURES = 20_000
EXTENT = 4096
# Room around the tile, so that symbols and lines are whole at its edge.
MARGIN = 64


@dataclass(frozen=True)
class Layer:
    """One collection in a tile: with which properties, and at most how many features."""

    facts: Facts
    all_properties: bool
    most: int = MOST_FEATURES

    def thinner(self) -> Layer:
        """The next smaller form of the layer: first without most properties, then with half the features."""
        if self.all_properties:
            return replace(self, all_properties=False)
        return replace(self, most=self.most // 2)


def draw(collections: Sequence[Facts], tile: Tile) -> bytes:
    """The tile with one layer a collection; empty bytes where there is nothing. Never over LARGEST_TILE."""
    layers = [
        Layer(facts, all_properties=tile.zoom >= ALL_PROPERTIES_ZOOM)
        for facts in collections
        if facts.has_geometry
    ]
    if not layers:
        return b""
    parts = _draw_layers(layers, tile)
    while sum(map(len, parts)) > LARGEST_TILE:
        largest = max(range(len(parts)), key=lambda at: len(parts[at]))
        layers[largest] = layers[largest].thinner()
        parts[largest] = _draw_layers([layers[largest]], tile)[0]
    return b"".join(parts)


def _draw_layers(layers: Sequence[Layer], tile: Tile) -> list[bytes]:
    """Every layer in one round trip."""
    statement = sql.SQL("SELECT {}").format(
        sql.SQL(", ").join(sql.SQL("({})").format(_layer_query(layer, tile)) for layer in layers)
    )
    with binary_cursor() as cursor:
        cursor.execute(statement.as_string(None))
        row: tuple[Any, ...] = cursor.fetchone()
    return [part or b"" for part in row]


def _layer_query(layer: Layer, tile: Tile) -> sql.Composed:
    """Rows by first zoom, then by id: the same tile is the same bytes, and a cut takes the least important."""
    fields = [field for field in layer.facts.fields if layer.all_properties or field.in_small_tiles]
    columns = sql.SQL("").join(sql.SQL(", {}").format(column(field.name)) for field in fields)
    properties = sql.SQL("").join(sql.SQL(", {}").format(_property(field)) for field in fields)
    place = sql.SQL("{}, {}, {}").format(*map(sql.Literal, (tile.zoom, tile.column, tile.row)))
    return sql.SQL("""
        SELECT ST_AsMVT(drawn, {name}, {extent}, 'geom', 'rowid')
        FROM (
            SELECT rowid,
                ST_AsMVTGeom(geom_web, ST_TileEnvelope({place}), {extent}, {margin}, true) AS geom
                {properties}
            FROM (
                SELECT rowid, geom_web, min_zoom {columns}
                FROM {table}
                WHERE min_zoom <= {zoom}::smallint
                    AND geom_web && ST_TileEnvelope({place}, margin => {share})
                ORDER BY min_zoom, rowid
                LIMIT {most}
            ) AS chosen
        ) AS drawn
        WHERE geom IS NOT NULL
    """).format(
        name=sql.Literal(layer.facts.name),
        extent=sql.Literal(EXTENT),
        margin=sql.Literal(MARGIN),
        place=place,
        share=sql.Literal(MARGIN / EXTENT),
        properties=properties,
        columns=columns,
        table=table(layer.facts.name),
        zoom=sql.Literal(tile.zoom),
        most=sql.Literal(layer.most),
    )


def _property(field: Field) -> sql.Composed:
    """The value as a tile carries it, under the field's own name where that is free."""
    if field.type is FieldType.DATETIME:
        return sql.SQL("""to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS {0}""").format(
            column(field.name)
        )
    return sql.SQL("{}").format(column(field.name))
