"""From which zoom on a row is drawn. Decided when it is written, so that a tile only reads the rows it draws.

Points share a grid of 128 cells along a tile's edge: at each zoom a cell shows one point, the one with the
lowest priority value and then the lowest row id. The cells of a zoom lie within those of the zoom before, so
that a point which wins its cell also wins every smaller zoom's: one number, the first zoom, tells it all.
Lines and areas are drawn from the zoom at which they are a pixel large.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# From the next zoom on, every row is drawn. A change of this number needs a migration that brings the
# standing shelves along, as 0002_every_row_from_zoom_14 does, and a new FORM of the tiles (opendata.tiles).
LAST_THINNED_ZOOM = 13
EVERY_ROW_ZOOM = LAST_THINNED_ZOOM + 1
# 2 ** 7 = 128 cells along the edge of a tile.
CELL_LEVELS = 7
HALF_WORLD = 20037508.342789244
PIXEL_AT_ZOOM_0 = 2 * HALF_WORLD / 256
# More positions than these are not looked at one by one: all rows are ranked anew.
MOST_SINGLE_POSITIONS = 2_000

# The column whose lowest value wins a cell; None where the oldest row does.
Priority = sql.Identifier | None

NO_PRIORITY = sql.SQL("NULL::integer")


def first_zoom() -> sql.Composed:
    """SQL over the column geom_web: by size for lines and areas; points get the last zoom until ranked."""
    return sql.SQL("""
        (CASE
            WHEN geom_web IS NULL THEN NULL
            WHEN GeometryType(geom_web) = 'POINT' THEN {last}
            ELSE least(greatest(ceil(log(2, ({pixel} / {size})::numeric)), 0), {last})
        END)::smallint
    """).format(
        last=sql.Literal(EVERY_ROW_ZOOM),
        pixel=sql.Literal(PIXEL_AT_ZOOM_0),
        size=sql.SQL(
            "greatest(ST_XMax(geom_web) - ST_XMin(geom_web), ST_YMax(geom_web) - ST_YMin(geom_web), 0.001)"
        ),
    )


def cell(coordinate: sql.Composable, zoom: int) -> sql.Composed:
    """SQL for the number of the grid's column (of an x) or row (of a y) at a zoom."""
    return sql.SQL("floor(({} + {}) / {} * {})::bigint").format(
        coordinate,
        sql.Literal(HALF_WORLD),
        sql.Literal(2 * HALF_WORLD),
        sql.Literal(float(2 ** (zoom + CELL_LEVELS))),
    )


def ranked_levels(rows: sql.Composable, priority: Priority) -> sql.Composed:
    """A SELECT of (rowid, zoom): the first zoom of each point of a table that is drawn before all others are.

    Goes from the finest grid to the coarsest, each over the winners of the one before.
    """
    finest = sql.SQL("""
        {name} AS MATERIALIZED (
            SELECT DISTINCT ON (cx, cy) rowid, cx, cy, priority
            FROM (
                SELECT rowid, {x} AS cx, {y} AS cy, {priority} AS priority
                FROM {rows}
                WHERE GeometryType(geom_web) = 'POINT'
            ) AS points
            ORDER BY cx, cy, priority NULLS LAST, rowid
        )
    """).format(
        name=_winners(LAST_THINNED_ZOOM),
        x=cell(sql.SQL("ST_X(geom_web)"), LAST_THINNED_ZOOM),
        y=cell(sql.SQL("ST_Y(geom_web)"), LAST_THINNED_ZOOM),
        priority=priority or NO_PRIORITY,
        rows=rows,
    )
    coarser = sql.SQL("""
        {this} AS MATERIALIZED (
            SELECT DISTINCT ON (cx, cy) rowid, cx, cy, priority
            FROM (SELECT rowid, cx >> 1 AS cx, cy >> 1 AS cy, priority FROM {finer}) AS finer
            ORDER BY cx, cy, priority NULLS LAST, rowid
        )
    """)
    levels = [
        coarser.format(this=_winners(zoom), finer=_winners(zoom + 1))
        for zoom in range(LAST_THINNED_ZOOM - 1, -1, -1)
    ]
    drawn = [
        sql.SQL("SELECT rowid, {} AS zoom FROM {}").format(sql.Literal(zoom), _winners(zoom))
        for zoom in range(LAST_THINNED_ZOOM + 1)
    ]
    return sql.SQL("""
        WITH {levels}
        SELECT rowid, min(zoom)::smallint AS zoom
        FROM ({drawn}) AS drawn
        GROUP BY rowid
    """).format(levels=sql.SQL(", ").join([finest, *levels]), drawn=sql.SQL(" UNION ALL ").join(drawn))


def _winners(zoom: int) -> sql.Identifier:
    """The name of the part of a statement that holds a zoom's winners."""
    return sql.Identifier(f"w{zoom}")


def rank_all(cursor: CursorWrapper, table: sql.Composable, priority: Priority) -> None:
    """Ranks every point of a standing table anew."""
    statement = sql.SQL("""
        UPDATE {table} AS standing
        SET min_zoom = coalesce(ranked.zoom, {last})
        FROM (
            SELECT rowid, zoom
            FROM {table}
            LEFT JOIN ({levels}) AS levels USING (rowid)
            WHERE GeometryType(geom_web) = 'POINT'
        ) AS ranked
        WHERE standing.rowid = ranked.rowid
            AND standing.min_zoom IS DISTINCT FROM coalesce(ranked.zoom, {last})
    """).format(table=table, last=sql.Literal(EVERY_ROW_ZOOM), levels=ranked_levels(table, priority))
    cursor.execute(statement.as_string(None))


def rank_around(
    cursor: CursorWrapper,
    table: sql.Composable,
    priority: Priority,
    positions: Sequence[tuple[float, float]],
) -> list[tuple[float, float]] | None:
    """Ranks the points anew that share a cell with one of the positions (web mercator), from fine to coarse.

    Gives what rank_all() gives: only cells that hold a changed position can have another winner. Returns where
    the points lie whose rank is another now; None for anywhere.
    """
    if len(positions) > MOST_SINGLE_POSITIONS:
        rank_all(cursor, table, priority)
        return None
    xs, ys = [x for x, _y in positions], [y for _x, y in positions]
    ranked: list[tuple[float, float]] = []
    for zoom in range(LAST_THINNED_ZOOM, -1, -1):
        cursor.execute(_rank_one_zoom(table, priority, zoom).as_string(None), [xs, ys])
        ranked += cursor.fetchall()
    return ranked


def _rank_one_zoom(table: sql.Composable, priority: Priority, zoom: int) -> sql.Composed:
    """An UPDATE with two parameters: the x and the y of the positions.

    The box of a cell is a millimetre larger on each side; the condition on the cells' numbers is exact.
    """
    return sql.SQL("""
        WITH cells AS (
            SELECT DISTINCT {x} AS cx, {y} AS cy
            FROM unnest(%s::float8[], %s::float8[]) AS given(x, y)
        ),
        ranked AS (
            SELECT points.rowid,
                row_number() OVER (
                    PARTITION BY cells.cx, cells.cy
                    ORDER BY {priority} NULLS LAST, points.rowid
                ) AS place
            FROM cells
            JOIN {table} AS points
                ON points.min_zoom <= {finer}::smallint
                AND points.geom_web && ST_Expand(
                    ST_MakeEnvelope(
                        cells.cx * {size} - {half}, cells.cy * {size} - {half},
                        (cells.cx + 1) * {size} - {half}, (cells.cy + 1) * {size} - {half},
                        3857
                    ),
                    0.001
                )
                AND GeometryType(points.geom_web) = 'POINT'
                AND {px} = cells.cx
                AND {py} = cells.cy
        )
        UPDATE {table} AS standing
        SET min_zoom = {rank}
        FROM ranked
        WHERE standing.rowid = ranked.rowid AND standing.min_zoom <> {rank}
        RETURNING ST_X(standing.geom_web), ST_Y(standing.geom_web)
    """).format(
        x=cell(sql.Identifier("x"), zoom),
        y=cell(sql.Identifier("y"), zoom),
        px=cell(sql.SQL("ST_X(points.geom_web)"), zoom),
        py=cell(sql.SQL("ST_Y(points.geom_web)"), zoom),
        priority=sql.SQL("points.{}").format(priority) if priority else NO_PRIORITY,
        table=table,
        size=sql.Literal(2 * HALF_WORLD / 2 ** (zoom + CELL_LEVELS)),
        half=sql.Literal(HALF_WORLD),
        finer=sql.Literal(zoom + 1),
        # Each with its table: a field may be called `place` too.
        rank=sql.SQL(
            "CASE WHEN ranked.place = 1 THEN least(standing.min_zoom, {}) ELSE greatest(standing.min_zoom, {}) END"
        ).format(sql.Literal(zoom), sql.Literal(zoom + 1)),
    )
