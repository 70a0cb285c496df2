"""Making a tile inside PostgreSQL, and keeping it under its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from psycopg import sql

from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.raw import binary_cursor
from opendata.tables.shelf.zooms import HALF_WORLD, LAST_THINNED_ZOOM
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
    # There are more than that: the most important ones are chosen, not the first on the shelf.
    is_cut: bool = False

    def thinner(self) -> Layer:
        """The next smaller form of the layer: first without most properties, then with half the features."""
        if self.all_properties:
            return replace(self, all_properties=False)
        return replace(self, most=self.most // 2, is_cut=True)


def draw(collections: Sequence[Facts], tile: Tile) -> bytes:
    """The tile with one layer a collection; empty bytes where there is nothing. Never over LARGEST_TILE."""
    layers = [
        Layer(facts, all_properties=tile.zoom >= ALL_PROPERTIES_ZOOM)
        for facts in collections
        if facts.has_geometry
    ]
    if not layers:
        return b""
    parts, cut = _draw_layers(layers, tile)
    if any(cut):
        layers = [replace(layer, is_cut=is_cut) for layer, is_cut in zip(layers, cut, strict=True)]
        parts, _cut = _draw_layers(layers, tile)
    while sum(map(len, parts)) > LARGEST_TILE:
        largest = max(range(len(parts)), key=lambda at: len(parts[at]))
        layers[largest] = layers[largest].thinner()
        parts[largest] = _draw_layers([layers[largest]], tile)[0][0]
    return b"".join(parts)


def _draw_layers(layers: Sequence[Layer], tile: Tile) -> tuple[list[bytes], list[bool]]:
    """Every layer in one round trip; of each also whether there was more than it may hold."""
    statement = sql.SQL("SELECT * FROM {}").format(
        sql.SQL(", ").join(
            sql.SQL("({}) AS {}").format(_layer_query(layer, tile), sql.Identifier(f"layer {number}"))
            for number, layer in enumerate(layers)
        )
    )
    with binary_cursor() as cursor:
        cursor.execute(statement.as_string(None))
        row: tuple[Any, ...] = cursor.fetchone()
    cut = [found > layer.most for found, layer in zip(row[1::2], layers, strict=True)]
    return [part or b"" for part in row[::2]], cut


def _layer_query(layer: Layer, tile: Tile) -> sql.Composed:
    """Where every row is drawn, in the order of the shelf. Else by first zoom, so that a cut takes the least."""
    fields = [field for field in layer.facts.fields if layer.all_properties or field.in_small_tiles]
    columns = sql.SQL("").join(sql.SQL(", {}").format(column(field.name)) for field in fields)
    properties = sql.SQL("").join(sql.SQL(", {}").format(_property(field)) for field in fields)
    place = sql.SQL("{}, {}, {}").format(*map(sql.Literal, (tile.zoom, tile.column, tile.row)))
    ranked = tile.zoom <= LAST_THINNED_ZOOM
    return sql.SQL("""
        SELECT ST_AsMVT(drawn, {name}, {extent}, 'geom', 'rowid'), count(*)
        FROM (
            SELECT rowid, {geometry} AS geom {properties}
            FROM (
                SELECT rowid, geom_web {columns}
                FROM {table}
                WHERE {drawn_here} geom_web && ST_TileEnvelope({place}, margin => {share})
                ORDER BY {order}
                LIMIT {most}
            ) AS chosen
        ) AS drawn
        WHERE geom IS NOT NULL
    """).format(
        name=sql.Literal(layer.facts.name),
        extent=sql.Literal(EXTENT),
        geometry=_geometry(layer.facts, tile, place),
        place=place,
        share=sql.Literal(MARGIN / EXTENT),
        properties=properties,
        columns=columns,
        table=table(layer.facts.name),
        drawn_here=_thinned(tile.zoom) if ranked else sql.SQL(""),
        order=sql.SQL("min_zoom, rowid" if ranked or layer.is_cut else "seq"),
        # One more tells that there are more.
        most=sql.Literal(layer.most + (not ranked and not layer.is_cut)),
    )


def _thinned(zoom: int) -> sql.Composed:
    """The second half is what the partial index promises; PostgreSQL does not conclude it by itself."""
    return sql.SQL("min_zoom <= {}::smallint AND min_zoom <= {}::smallint AND").format(
        sql.Literal(zoom), sql.Literal(LAST_THINNED_ZOOM)
    )


def _geometry(facts: Facts, tile: Tile, place: sql.Composable) -> sql.Composed:
    """The geometry in the tile's own grid. A point needs no cutting and no mending: two sums are enough."""
    if facts.geometry_type is not GeometryType.POINT:
        return sql.SQL("ST_AsMVTGeom(geom_web, ST_TileEnvelope({}), {}, {}, true)").format(
            place, sql.Literal(EXTENT), sql.Literal(MARGIN)
        )
    edge = 2 * HALF_WORLD / 2**tile.zoom
    return sql.SQL(
        "ST_Point(round((ST_X(geom_web) - {west}) * {scale}), round(({north} - ST_Y(geom_web)) * {scale}))"
    ).format(
        west=sql.Literal(tile.column * edge - HALF_WORLD),
        north=sql.Literal(HALF_WORLD - tile.row * edge),
        scale=sql.Literal(EXTENT / edge),
    )


def _property(field: Field) -> sql.Composed:
    """The value as a tile carries it, under the field's own name where that is free."""
    if field.type is FieldType.DATETIME:
        return sql.SQL("""to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS {0}""").format(
            column(field.name)
        )
    return sql.SQL("{}").format(column(field.name))
