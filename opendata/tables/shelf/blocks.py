"""Where the rows of each block lie, so that a page inside a box is read in order without sorting.

Rows are numbered (`seq`) along a space-filling curve, and lie so on the disk. 1,024 rows in a row are a block;
`shelf_<name>__box` holds the box around each. A page inside a box visits, in order, only the blocks that meet it.
A box may be larger than its rows (a row went away), never smaller.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opendata.tables.shelf.names import side_table, table
from opendata.tables.shelf.source import text_of

# 2 ** 10 = 1,024 rows a block.
BLOCK_BITS = 10


def create_blocks(cursor: CursorWrapper, collection: str) -> None:
    """The empty table of a new shelf."""
    statement = sql.SQL("""
        CREATE TABLE {} (block bigint PRIMARY KEY, box geometry(Geometry, 4326), unplaced boolean NOT NULL)
    """).format(side_table(collection, "box"))
    cursor.execute(text_of(statement))


def measure_blocks(cursor: CursorWrapper, collection: str) -> None:
    """All boxes anew, from all rows."""
    blocks = side_table(collection, "box")
    cursor.execute(text_of(sql.SQL("DELETE FROM {}").format(blocks)))
    cursor.execute(
        text_of(sql.SQL("INSERT INTO {} {}").format(blocks, _measured(collection, sql.SQL("TRUE"))))
    )


def widen_blocks(cursor: CursorWrapper, collection: str, rowids: Sequence[int]) -> None:
    """Makes room in the boxes for rows that are new or lie elsewhere now."""
    if not rowids:
        return
    statement = sql.SQL("""
        INSERT INTO {blocks} AS standing {measured}
        ON CONFLICT (block) DO UPDATE SET
            box = ST_Envelope(ST_Collect(standing.box, excluded.box)),
            unplaced = standing.unplaced OR excluded.unplaced
    """).format(
        blocks=side_table(collection, "box"),
        measured=_measured(collection, sql.SQL("rowid = ANY(%s)")),
    )
    cursor.execute(text_of(statement), [list(rowids)])


def _measured(collection: str, chosen: sql.Composable) -> sql.Composed:
    return sql.SQL("""
        SELECT seq >> {bits}, ST_SetSRID(ST_Extent(geom)::geometry, 4326), bool_or(geom IS NULL)
        FROM {shelf} WHERE {chosen} GROUP BY 1
    """).format(bits=sql.Literal(BLOCK_BITS), shelf=table(collection), chosen=chosen)
