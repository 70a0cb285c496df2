"""Bringing a shelf table to the state of its definition's rows, and counting truly what that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opendata.tables.contract import CollectionDefinition
from opendata.tables.shelf.blocks import widen_blocks
from opendata.tables.shelf.ddl import INCOMING, priority_of, rebuild_shelf
from opendata.tables.shelf.names import column, side_table, table
from opendata.tables.shelf.source import incoming_rows, text_of, written_columns
from opendata.tables.shelf.tiles import MOST_SINGLE_ROWS, WebBox, drop_all_tiles, drop_tiles_around
from opendata.tables.shelf.zooms import rank_around

BBox = tuple[float, float, float, float]

# Past this share of changed rows a new table is filled faster than the standing one is changed.
REBUILD_SHARE = 0.2
REBUILD_FROM = 2_000


@dataclass(frozen=True)
class Difference:
    """What a write changed. `entered`: box of new positions, `left`: of those that are no more (degrees)."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    entered: BBox | None = None
    left: BBox | None = None

    @property
    def total(self) -> int:
        """How many rows differ."""
        return self.added + self.changed + self.removed


def apply_some(
    cursor: CursorWrapper, definition: CollectionDefinition, ids: Sequence[int], revision: int
) -> Difference:
    """Writes the rows with these ids; an id that the definition no longer gives is removed."""
    text, parameters = incoming_rows(definition, ids)
    before, after = _apply_statement(definition, revision)
    return _apply(cursor, definition, before + text + after, (*parameters, list(ids)))


def apply_all(
    cursor: CursorWrapper, definition: CollectionDefinition, revision: int, *, rebuild: bool = False
) -> Difference:
    """Writes all rows: in place when few differ, otherwise (or in a new form) into a new table."""
    text, parameters = incoming_rows(definition, None)
    incoming = text_of(INCOMING)
    cursor.execute(f"DROP TABLE IF EXISTS {incoming}")
    cursor.execute(f"CREATE TEMPORARY TABLE shelf_incoming ON COMMIT DROP AS {text}", parameters)
    cursor.execute(f"ANALYZE {incoming} (rowid)")
    difference, standing, ids = _count_difference(cursor, definition.name)
    if rebuild or difference.total > max(REBUILD_FROM, standing * REBUILD_SHARE):
        rebuild_shelf(cursor, definition, revision)
    elif difference.total:
        before, after = _apply_statement(definition, revision)
        chosen = f"SELECT * FROM {incoming} WHERE rowid = ANY(%s)"  # noqa: S608 (a fixed name of ours)
        difference = _apply(cursor, definition, before + chosen + after, (ids, ids))
    cursor.execute(f"DROP TABLE {incoming}")
    return difference


def _count_difference(cursor: CursorWrapper, name: str) -> tuple[Difference, int, list[int]]:
    """The numbers, how many rows stand, and the ids of those that differ."""
    statement = sql.SQL("""
        SELECT count(*) FILTER (WHERE standing.rowid IS NULL),
            count(*) FILTER (WHERE standing.feature <> incoming.feature),
            count(*) FILTER (WHERE incoming.rowid IS NULL),
            count(standing.rowid),
            coalesce(
                array_agg(rowid) FILTER (WHERE standing.feature IS DISTINCT FROM incoming.feature),
                ARRAY[]::bigint[]
            )
        FROM (SELECT rowid, feature FROM {standing}) AS standing
        FULL JOIN (SELECT rowid, feature FROM {incoming}) AS incoming USING (rowid)
    """).format(standing=table(name), incoming=INCOMING)
    cursor.execute(text_of(statement))
    added, changed, removed, standing, ids = cursor.fetchone()
    return Difference(added, changed, removed), standing, ids


# Follows the SELECT of incoming rows. All its parts see the table as it was, so the differing pairs hold what was
# there before. Names with a space in them can be no field's.
APPLY_TO_SHELF = sql.SQL("""
        ),
        old AS MATERIALIZED (SELECT * FROM {standing} WHERE rowid = ANY(%s)),
        pairs AS MATERIALIZED (
            SELECT coalesce(fresh.rowid, old.rowid) AS "row id",
                old.rowid IS NULL AS "is new",
                fresh.rowid IS NULL AS "is gone",
                {moved} AS "is moved",
                old.geom AS "old geom",
                old.geom_web AS "old web",
                {fresh}
            FROM old
            FULL JOIN incoming AS fresh ON fresh.rowid = old.rowid
            WHERE old.feature IS DISTINCT FROM fresh.feature
        ),
        removed AS (
            DELETE FROM {standing} AS standing
            USING pairs
            WHERE "is gone" AND standing.rowid = "row id"
        ),
        changed AS (
            UPDATE {standing} AS standing
            SET {assignments}
            FROM pairs
            WHERE NOT "is new" AND NOT "is gone" AND standing.rowid = "row id"
        ),
        added AS (
            INSERT INTO {standing} (seq, since, {names})
            SELECT (SELECT coalesce(max(seq), 0) FROM {standing}) + row_number() OVER (ORDER BY geom, rowid),
                {revision},
                {names}
            FROM pairs
            WHERE "is new"
        ),
        outdated AS (
            INSERT INTO {past} (until, rowid, seq, since, geom, feature {kept})
            SELECT {revision}, old.rowid, old.seq, old.since, old.geom, old.feature {kept_old}
            FROM old
            JOIN pairs ON pairs."row id" = old.rowid
        ),
        spots AS (
            SELECT "old web" AS spot FROM pairs WHERE "is moved"
            UNION ALL
            SELECT geom_web FROM pairs WHERE "is moved"
        ),
        points AS (
            SELECT array_agg(ST_X(spot)) AS xs, array_agg(ST_Y(spot)) AS ys
            FROM spots
            WHERE GeometryType(spot) = 'POINT'
        ),
        outlines AS (
            SELECT "old web" AS outline FROM pairs
            UNION ALL
            SELECT geom_web FROM pairs
        )
        SELECT count(*) FILTER (WHERE "is new"),
            count(*) FILTER (WHERE NOT "is new" AND NOT "is gone"),
            count(*) FILTER (WHERE "is gone"),
            {entered},
            {left},
            (SELECT xs FROM points),
            (SELECT ys FROM points),
            array_agg("row id") FILTER (WHERE ("is moved" OR "is new") AND NOT "is gone"),
            (
                SELECT array_agg(
                    ARRAY[ST_XMin(outline), ST_YMin(outline), ST_XMax(outline), ST_YMax(outline)]
                )
                FROM outlines
                WHERE outline IS NOT NULL AND (SELECT count(*) FROM pairs) <= {most_single}
            )
        FROM pairs
    """)


def _apply_statement(definition: CollectionDefinition, revision: int) -> tuple[str, str]:
    """One statement around a SELECT of incoming rows; its last parameter is the ids the SELECT was asked for."""
    columns = written_columns(definition)
    names = sql.SQL(", ").join(columns)
    priority = priority_of(definition)
    moved: sql.Composable = sql.SQL("(old.geom IS DISTINCT FROM fresh.geom)")
    if priority:
        moved = sql.SQL("({0} OR old.{1} IS DISTINCT FROM fresh.{1})").format(moved, priority)
    assignments = [
        # A point that stays where it is keeps its rank; another's is decided by rank_around().
        sql.SQL('min_zoom = CASE WHEN "is moved" THEN pairs.min_zoom ELSE standing.min_zoom END')
        if name == sql.Identifier("min_zoom")
        else sql.SQL("{0} = pairs.{0}").format(name)
        for name in columns
    ]
    assignments.append(sql.SQL("since = {}").format(sql.Literal(revision)))
    fields = [column(field.name) for field in definition.fields]
    before = sql.SQL("WITH incoming ({names}) AS MATERIALIZED (").format(names=names)
    after = APPLY_TO_SHELF.format(
        standing=table(definition.name),
        moved=moved,
        assignments=sql.SQL(", ").join(assignments),
        names=names,
        past=side_table(definition.name, "past"),
        revision=sql.Literal(revision),
        kept=sql.SQL("").join(sql.SQL(", {}").format(name) for name in fields),
        kept_old=sql.SQL("").join(sql.SQL(", old.{}").format(name) for name in fields),
        fresh=sql.SQL(", ").join(sql.SQL("fresh.{}").format(name) for name in columns),
        entered=_corners("geom"),
        left=_corners("old geom"),
        most_single=sql.Literal(MOST_SINGLE_ROWS),
    )
    return text_of(before), text_of(after)


def _corners(geometry: str) -> sql.Composed:
    """SQL for [west, south, east, north] of an aggregate of geometries, null where there is none."""
    box = sql.SQL('ST_Extent({}) FILTER (WHERE "is moved")').format(sql.Identifier(geometry))
    return sql.SQL("""
        CASE WHEN {0} IS NOT NULL THEN ARRAY[ST_XMin({0}), ST_YMin({0}), ST_XMax({0}), ST_YMax({0})] END
    """).format(box)


def _apply(
    cursor: CursorWrapper, definition: CollectionDefinition, text: str, parameters: tuple[Any, ...]
) -> Difference:
    cursor.execute(text, parameters)
    added, changed, removed, entered, left, xs, ys, moved, outlines = cursor.fetchone()
    widen_blocks(cursor, definition.name, moved or ())
    ranked: list[tuple[float, float]] | None = []
    if xs:
        positions = list(zip(xs, ys, strict=True))
        ranked = rank_around(cursor, table(definition.name), priority_of(definition), positions)
    difference = Difference(
        added, changed, removed, tuple(entered) if entered else None, tuple(left) if left else None
    )
    _drop_tiles(cursor, definition.name, difference, outlines or [], ranked)
    return difference


def _drop_tiles(
    cursor: CursorWrapper,
    name: str,
    difference: Difference,
    outlines: list[WebBox],
    ranked: list[tuple[float, float]] | None,
) -> None:
    """Also where a rank is another now: tiles draw in the order of ranks, and crowded ones leave the last out."""
    if ranked is None or difference.total > MOST_SINGLE_ROWS:
        drop_all_tiles(cursor, name)
    else:
        drop_tiles_around(cursor, name, [*outlines, *((x, y, x, y) for x, y in ranked)])
