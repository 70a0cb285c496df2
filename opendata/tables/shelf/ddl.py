"""Making, filling and exchanging shelf tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opendata.tables.contract import CollectionDefinition, Field
from opendata.tables.shelf.blocks import create_blocks, measure_blocks
from opendata.tables.shelf.columns import MOST_INDEXED_FIELDS, SQL_TYPES, index_columns
from opendata.tables.shelf.history import create_past, keep_past, reshape_past
from opendata.tables.shelf.names import column, side_table, table, table_name
from opendata.tables.shelf.source import text_of, written_columns
from opendata.tables.shelf.tiles import create_tiles, drop_all_tiles
from opendata.tables.shelf.zooms import EVERY_ROW_ZOOM, LAST_THINNED_ZOOM, Priority, ranked_levels

INCOMING = sql.Identifier("pg_temp", "shelf_incoming")


def priority_of(definition: CollectionDefinition) -> Priority:
    """The column that decides who wins a place in a crowded tile."""
    return column(definition.tile_priority) if definition.tile_priority else None


def shelf_exists(cursor: CursorWrapper, name: str) -> bool:
    """Whether the collection has its table in the current schema."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = %s)",
        [table_name(name)],
    )
    return bool(cursor.fetchone()[0])


def create_table(cursor: CursorWrapper, called: sql.Composable, fields: Sequence[Field]) -> None:
    """An empty shelf table without indexes.

    `seq`: the place in the order of pages, and at first on the disk. `since`: the revision that wrote the row.
    """
    columns = [sql.SQL(", {} {}").format(column(field.name), SQL_TYPES[field.type]) for field in fields]
    statement = sql.SQL("""
        CREATE TABLE {called} (
            seq bigint NOT NULL,
            since integer NOT NULL,
            rowid bigint NOT NULL,
            geom geometry(Geometry, 4326),
            geom_web geometry(Geometry, 3857),
            min_zoom smallint,
            feature text NOT NULL
            {columns}
        )
    """).format(called=called, columns=sql.SQL("").join(columns))
    cursor.execute(text_of(statement))
    # Nobody searches in it: ANALYZE need not read it.
    cursor.execute(text_of(sql.SQL("ALTER TABLE {} ALTER COLUMN feature SET STATISTICS 0").format(called)))


def create_indexes(cursor: CursorWrapper, called: sql.Composable, fields: Sequence[Field]) -> None:
    """Keys and indexes; PostgreSQL chooses their names, so that two tables can stand side by side."""
    indexed = fields if len(fields) <= MOST_INDEXED_FIELDS else ()
    for text in (
        "ALTER TABLE {called} ADD PRIMARY KEY (rowid)",
        "CREATE UNIQUE INDEX ON {called} (seq)",
        "CREATE INDEX ON {called} (since)",
        "CREATE INDEX ON {called} USING gist (geom)",
        # Features without a place belong to every bbox; they are few, or the table has no geometry at all.
        "CREATE INDEX ON {called} (seq) WHERE geom IS NULL",
        "CREATE INDEX ON {called} USING gist (geom_web)",
        # Only what is drawn before all others are: a small index for the small zooms.
        "CREATE INDEX ON {called} USING gist (min_zoom, geom_web) WHERE min_zoom <= {thinned}::smallint",
    ):
        statement = sql.SQL(text).format(called=called, thinned=sql.Literal(LAST_THINNED_ZOOM))
        cursor.execute(text_of(statement))
    for field in indexed:
        statement = sql.SQL("CREATE INDEX ON {} {}").format(called, index_columns(field))
        cursor.execute(text_of(statement))


def create_shelf(cursor: CursorWrapper, definition: CollectionDefinition) -> None:
    """The empty tables of a new collection."""
    create_table(cursor, table(definition.name), definition.fields)
    create_indexes(cursor, table(definition.name), definition.fields)
    create_blocks(cursor, definition.name)
    create_past(cursor, definition)
    create_tiles(cursor, definition.name)


def rebuild_shelf(cursor: CursorWrapper, definition: CollectionDefinition, revision: int) -> None:
    """Fills a new table from INCOMING beside the standing one and exchanges the two.

    Readers go on with the standing table; only the exchange itself, the last moment of the transaction, makes
    them wait.
    """
    differs = sql.SQL("""
        NOT EXISTS (
            SELECT FROM {} AS incoming WHERE incoming.rowid = standing.rowid AND incoming.feature = standing.feature
        )
    """).format(INCOMING)
    keep_past(cursor, definition.name, revision, differs)
    reshape_past(cursor, definition)
    fresh = side_table(definition.name, "new")
    create_table(cursor, fresh, definition.fields)
    cursor.execute(text_of(_filling(definition, fresh, revision)))
    create_indexes(cursor, fresh, definition.fields)
    for text in (
        "ANALYZE {fresh}",
        "DROP TABLE IF EXISTS {standing}",
        "ALTER TABLE {fresh} RENAME TO {standing}",
    ):
        renamed = sql.SQL(text).format(fresh=fresh, standing=table(definition.name))
        cursor.execute(text_of(renamed))
    measure_blocks(cursor, definition.name)
    drop_all_tiles(cursor, definition.name)


def _filling(definition: CollectionDefinition, fresh: sql.Composable, revision: int) -> sql.Composed:
    """Numbered, and written, along PostGIS' own order of geometries, a Hilbert curve; then what has no place."""
    columns = written_columns(definition)
    chosen = [
        sql.SQL("CASE WHEN min_zoom = {last} THEN coalesce(levels.zoom, {last}) ELSE min_zoom END").format(
            last=sql.Literal(EVERY_ROW_ZOOM)
        )
        if name == sql.Identifier("min_zoom")
        else sql.SQL("incoming.{}").format(name)
        for name in columns
    ]
    return sql.SQL("""
        INSERT INTO {fresh} (seq, since, {columns})
        SELECT row_number() OVER (ORDER BY incoming.geom NULLS LAST, incoming.rowid),
            coalesce(standing.since, {revision}),
            {chosen}
        FROM {incoming} AS incoming
        LEFT JOIN ({levels}) AS levels ON levels.rowid = incoming.rowid
        LEFT JOIN (SELECT rowid, since, feature FROM {standing}) AS standing
            ON standing.rowid = incoming.rowid AND standing.feature = incoming.feature
        ORDER BY incoming.geom NULLS LAST, incoming.rowid
    """).format(
        fresh=fresh,
        columns=sql.SQL(", ").join(columns),
        revision=sql.Literal(revision),
        chosen=sql.SQL(", ").join(chosen),
        incoming=INCOMING,
        levels=ranked_levels(INCOMING, priority_of(definition)),
        standing=table(definition.name),
    )
