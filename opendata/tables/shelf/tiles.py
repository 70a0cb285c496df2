"""Tiles made ahead: `shelf_<name>__tiles` holds those that draw many rows, gzipped, as they are at present.

A tile is made of the rows that meet it and of nothing else of the collection's data. Whoever changes a row
drops the tiles it meets, before and after, in the same transaction: what stands in the table is always true.
`form` is the version of the drawing (opendata.tiles); tiles of another one count as absent.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opendata.tables.shelf.names import side_table
from opendata.tables.shelf.source import text_of
from opendata.tables.shelf.zooms import HALF_WORLD

# Tiles of larger zooms are not kept: each of them holds few rows.
LAST_KEPT_ZOOM = 14
# How far outside of a tile, as a share of its edge, a row may lie that is still drawn in it: the margin of a
# drawing (1/64), and room for the rounded boxes that PostGIS compares.
REACH = 3 / 128
# More changed rows than these are not looked at one by one: no tile is kept.
MOST_SINGLE_ROWS = 2_000

# West, south, east and north in web mercator.
WebBox = Sequence[float]


def create_tiles(cursor: CursorWrapper, collection: str) -> None:
    """The empty table of a new shelf."""
    tiles = side_table(collection, "tiles")
    statement = sql.SQL("""
        CREATE TABLE {} (
            zoom smallint NOT NULL,
            tile_column integer NOT NULL,
            tile_row integer NOT NULL,
            form smallint NOT NULL,
            content bytea NOT NULL,
            PRIMARY KEY (zoom, tile_row, tile_column)
        )
    """).format(tiles)
    cursor.execute(text_of(statement))
    # It is compressed as it comes.
    cursor.execute(text_of(sql.SQL("ALTER TABLE {} ALTER COLUMN content SET STORAGE EXTERNAL").format(tiles)))


def drop_all_tiles(cursor: CursorWrapper, collection: str) -> None:
    """After a change of most rows, or of how they are drawn."""
    cursor.execute(text_of(sql.SQL("DELETE FROM {}").format(side_table(collection, "tiles"))))


def drop_tiles_around(cursor: CursorWrapper, collection: str, boxes: Sequence[WebBox]) -> None:
    """After a change of rows with these boxes. OFFSET 0: each range is looked up in the key, whatever is guessed."""
    if not boxes:
        return
    statement = sql.SQL("""
        WITH ranges AS MATERIALIZED (
            SELECT DISTINCT zoom,
                floor(({half} + west) / edge - {reach})::integer AS first_column,
                floor(({half} + east) / edge + {reach})::integer AS last_column,
                floor(({half} - north) / edge - {reach})::integer AS first_row,
                floor(({half} - south) / edge + {reach})::integer AS last_row
            FROM unnest(%s::float8[], %s::float8[], %s::float8[], %s::float8[])
                    AS box(west, south, east, north),
                (SELECT zoom, 2 * {half} / 2 ^ zoom AS edge FROM generate_series(0, {last}) AS zoom) AS zooms
        )
        DELETE FROM {tiles}
        WHERE (zoom, tile_row, tile_column) IN (
            SELECT met.zoom, met.tile_row, met.tile_column
            FROM ranges
            CROSS JOIN LATERAL (
                SELECT zoom, tile_row, tile_column
                FROM {tiles} AS kept
                WHERE kept.zoom = ranges.zoom::smallint
                    AND kept.tile_row BETWEEN first_row AND last_row
                    AND kept.tile_column BETWEEN first_column AND last_column
                OFFSET 0
            ) AS met
        )
    """).format(
        tiles=side_table(collection, "tiles"),
        half=sql.SQL("{}::float8").format(sql.Literal(HALF_WORLD)),
        reach=sql.SQL("{}::float8").format(sql.Literal(REACH)),
        last=sql.Literal(LAST_KEPT_ZOOM),
    )
    cursor.execute(text_of(statement), [list(side) for side in zip(*boxes, strict=True)])
