"""Dense tiles are made when a collection is published, not when the first reader waits for them."""

from __future__ import annotations

from django.db import connection, transaction
from psycopg import sql

from opendata.tables.models import Collection
from opendata.tables.reading import facts_of
from opendata.tables.shelf.names import side_table, table
from opendata.tables.shelf.source import text_of
from opendata.tables.shelf.tiles import LAST_KEPT_ZOOM
from opendata.tables.shelf.zooms import HALF_WORLD
from opendata.tiles import baked
from opendata.tiles.drawing import draw
from opendata.tiles.grid import Tile

# Edits of the collection wait for a batch.
BATCH = 50
MOST_TILES = 20_000


def bake_tiles(name: str, *, most: int = MOST_TILES) -> int:
    """Makes the dense tiles of a collection that are absent, at most so many; how many were made.

    What the worker does after every publication; a benchmark calls it in the worker's stead. Interrupted or run
    twice it does no harm: each batch is a transaction, and tiles that stand are passed over.
    """
    facts = facts_of(name)
    if facts is None or not facts.has_geometry or facts.row_count < baked.DENSE:
        return 0
    absent = dense_tiles(name)[:most]
    return sum(_bake(name, absent[at : at + BATCH]) for at in range(0, len(absent), BATCH))


@transaction.atomic
def _bake(name: str, tiles: list[Tile]) -> int:
    """With the collection's row held, and described as it is then: no edit comes between drawing and keeping."""
    held = Collection.objects.select_for_update(of=("self",)).filter(dataset__name=name).first()
    facts = facts_of(name)
    if held is None or facts is None:
        return 0
    made = 0
    for tile in tiles:
        plain = draw([facts], tile)
        if plain:
            baked.keep_baked(name, tile, plain)
            made += 1
    return made


def dense_tiles(name: str) -> list[Tile]:
    """Tiles with DENSE rows or more that are not kept in today's form, those with the most rows first.

    A row counts where the middle of its box lies: exact for points, and for others an estimate that decides
    only what is made ahead. Never more than leave room for MOST_TILES.
    """
    statement = sql.SQL("""
        WITH fine AS MATERIALIZED (
            SELECT floor(({half} + (ST_XMin(geom_web) + ST_XMax(geom_web)) / 2) / {edge})::integer AS x,
                floor(({half} - (ST_YMin(geom_web) + ST_YMax(geom_web)) / 2) / {edge})::integer AS y,
                min_zoom,
                count(*) AS total
            FROM {shelf}
            WHERE geom_web IS NOT NULL
            GROUP BY 1, 2, 3
        ),
        dense AS (
            SELECT zoom, y >> ({last} - zoom) AS tile_row, x >> ({last} - zoom) AS tile_column,
                sum(total) AS total
            FROM generate_series(0, {last}) AS zoom
            JOIN fine ON fine.min_zoom <= zoom
            GROUP BY 1, 2, 3
            HAVING sum(total) >= {dense}
        )
        SELECT zoom, tile_row, tile_column
        FROM dense
        WHERE NOT EXISTS (
            SELECT FROM {tiles} AS kept
            WHERE kept.zoom = dense.zoom AND kept.tile_row = dense.tile_row
                AND kept.tile_column = dense.tile_column AND kept.form = {form}
        )
        ORDER BY total DESC, zoom, tile_row, tile_column
        LIMIT greatest({most} - (SELECT count(*) FROM {tiles} WHERE form = {form}), 0)
    """).format(
        half=sql.SQL("{}::float8").format(sql.Literal(HALF_WORLD)),
        edge=sql.SQL("{}::float8").format(sql.Literal(2 * HALF_WORLD / 2**LAST_KEPT_ZOOM)),
        last=sql.Literal(LAST_KEPT_ZOOM),
        shelf=table(name),
        tiles=side_table(name, "tiles"),
        dense=sql.Literal(baked.DENSE),
        form=sql.Literal(baked.FORM),
        most=sql.Literal(MOST_TILES),
    )
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        return [Tile(*row) for row in cursor.fetchall()]
