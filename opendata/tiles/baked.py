"""Tiles made ahead, as they lie beside the shelf (opendata/tables/shelf/tiles.py): looking them up, putting them."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from django.db import connection
from psycopg import sql

from opendata.tables.reading import Facts
from opendata.tables.shelf.names import side_table
from opendata.tables.shelf.raw import binary_cursor
from opendata.tables.shelf.source import text_of
from opendata.tables.shelf.tiles import LAST_KEPT_ZOOM
from opendata.tiles.grid import Tile

# Changes with the form of tiles: no cache keeps a tile of an earlier version of the portal.
FORM = 3
COMPRESSION = 5
# A tile with fewer rows to draw is made about as fast as it is found.
DENSE = 1_000


def compress(plain: bytes) -> bytes:
    """Gzipped without a time in the header: the same tile is the same bytes. Nothing stays nothing."""
    return gzip.compress(plain, COMPRESSION, mtime=0) if plain else b""


def baked_tiles(collections: Sequence[Facts], tile: Tile) -> list[bytes | None]:
    """Of each collection the gzipped tile, None where none is made; one query, or none where none can be."""
    hopeful = [facts for facts in collections if _may_have(facts, tile)]
    if not hopeful:
        return [None] * len(collections)
    one = "(SELECT content FROM {} WHERE zoom = %s AND tile_row = %s AND tile_column = %s AND form = %s)"
    statement = sql.SQL("SELECT {}").format(
        sql.SQL(", ").join(sql.SQL(one).format(side_table(facts.name, "tiles")) for facts in hopeful)
    )
    place = [tile.zoom, tile.row, tile.column, FORM]
    with binary_cursor(prepared=len(hopeful) == 1) as cursor:
        cursor.execute(text_of(statement), place * len(hopeful))
        found = dict(zip((facts.name for facts in hopeful), cursor.fetchone(), strict=True))
    return [found.get(facts.name) for facts in collections]


def _may_have(facts: Facts, tile: Tile) -> bool:
    return tile.zoom <= LAST_KEPT_ZOOM and facts.has_geometry and facts.row_count >= DENSE


def keep_baked(name: str, tile: Tile, plain: bytes) -> None:
    """Puts a tile that was drawn while the collection's row is held, which every edit needs too."""
    statement = sql.SQL("""
        INSERT INTO {} (zoom, tile_row, tile_column, form, content) VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (zoom, tile_row, tile_column) DO UPDATE SET form = excluded.form, content = excluded.content
    """).format(side_table(name, "tiles"))
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement), [tile.zoom, tile.row, tile.column, FORM, compress(plain)])
