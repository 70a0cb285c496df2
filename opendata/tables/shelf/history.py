"""Earlier states of rows: `shelf_<name>__past` holds each with the revisions `since` and `until` it was public.

`until` is the first revision that no longer had it. A row's columns are kept as they were; a column that the
collection lost stays there, one that it gained or whose type it changed is empty in what is older: the row's text
still has what there was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opendata.tables.contract import CollectionDefinition, Field
from opendata.tables.shelf.columns import SQL_TYPES
from opendata.tables.shelf.names import column, column_name, side_table, table, table_name
from opendata.tables.shelf.source import text_of

# Of the shelf's own columns, those that tell of the past too; the others are made for the present.
KEPT = ("rowid", "seq", "since", "geom", "feature")


@dataclass(frozen=True)
class Change:
    """A row that differs from an earlier revision. `feature`: GeoJSON, None for one that is gone."""

    kind: str  # added, changed or removed
    rowid: int
    revision: int
    feature: str | None


@dataclass(frozen=True)
class Then:
    """An earlier revision with the columns that it had.

    `only_in_texts`: names of those that had another type since, so that only the rows' texts still tell them.
    """

    revision: int
    fields: tuple[Field, ...]
    only_in_texts: frozenset[str] = frozenset()


def create_past(cursor: CursorWrapper, definition: CollectionDefinition) -> None:
    """The empty table beside a new shelf."""
    fields = [sql.SQL(", {} {}").format(column(one.name), SQL_TYPES[one.type]) for one in definition.fields]
    past = side_table(definition.name, "past")
    statement = sql.SQL("""
        CREATE TABLE {past} (
            rowid bigint NOT NULL,
            seq bigint NOT NULL,
            since integer NOT NULL,
            until integer NOT NULL,
            geom geometry(Geometry, 4326),
            feature text NOT NULL
            {fields},
            PRIMARY KEY (rowid, until)
        )
    """).format(past=past, fields=sql.SQL("").join(fields))
    cursor.execute(text_of(statement))
    cursor.execute(text_of(sql.SQL("CREATE INDEX ON {} (until)").format(past)))


def reshape_past(cursor: CursorWrapper, definition: CollectionDefinition) -> None:
    """Gives the past the columns that the collection gained; of another type means anew, and empty."""
    standing = _columns(cursor, f"{table_name(definition.name)}__past")
    past = side_table(definition.name, "past")
    for field in definition.fields:
        found = standing.get(column_name(field.name))
        if found == _type_name(field):
            continue
        if found is not None:
            dropped = sql.SQL("ALTER TABLE {} DROP COLUMN {}").format(past, column(field.name))
            cursor.execute(text_of(dropped))
        added = sql.SQL("ALTER TABLE {} ADD COLUMN {} {}").format(
            past, column(field.name), SQL_TYPES[field.type]
        )
        cursor.execute(text_of(added))


def keep_past(cursor: CursorWrapper, name: str, revision: int, chosen: sql.Composable) -> None:
    """Copies the shelf's rows that meet a condition (over `standing`) into the past, until this revision."""
    present = _columns(cursor, table_name(name))
    past = _columns(cursor, f"{table_name(name)}__past")
    shared = [*KEPT, *(one for one in present if one not in KEPT and past.get(one) == present[one])]
    columns = sql.SQL(", ").join(map(sql.Identifier, shared))
    statement = sql.SQL("""
        INSERT INTO {past} (until, {columns})
        SELECT {revision}, {chosen_columns} FROM {shelf} AS standing WHERE {chosen}
    """).format(
        past=side_table(name, "past"),
        columns=columns,
        revision=sql.Literal(revision),
        chosen_columns=sql.SQL(", ").join(
            sql.SQL("standing.{}").format(sql.Identifier(one)) for one in shared
        ),
        shelf=table(name),
        chosen=chosen,
    )
    cursor.execute(text_of(statement))


def forget_past(cursor: CursorWrapper, name: str, oldest: int) -> int:
    """Drops what only revisions before `oldest` had; the number of row states dropped."""
    statement = sql.SQL("DELETE FROM {} WHERE until <= %s").format(side_table(name, "past"))
    cursor.execute(text_of(statement), [oldest])
    return int(cursor.rowcount)


def past_columns(name: str) -> list[str]:
    """The columns that earlier states have, those too that the collection lost."""
    with connection.cursor() as cursor:
        return list(_columns(cursor, f"{table_name(name)}__past"))


def rows_at(name: str, then: Then) -> sql.Composed:
    """The rows of an earlier revision as a subselect, with the columns that they had.

    A column that a table no longer has is taken out of the rows' texts, which were never changed.
    """
    now, before = values_then(name, then)
    return sql.SQL("""
        (
            SELECT {kept}, {now} FROM {shelf} WHERE since <= {revision}
            UNION ALL
            SELECT {kept}, {before} FROM {past} WHERE since <= {revision} AND until > {revision}
        ) AS rows_then
    """).format(
        kept=sql.SQL(", ").join(map(sql.Identifier, KEPT)),
        now=now,
        before=before,
        shelf=table(name),
        past=side_table(name, "past"),
        revision=sql.Literal(then.revision),
    )


def values_then(name: str, then: Then) -> tuple[sql.Composable, sql.Composable]:
    """The values that rows had at a revision, of rows on the shelf and of those in the past: `value AS column, …`."""
    with connection.cursor() as cursor:
        standing, past = (
            _columns(cursor, called) for called in (table_name(name), f"{table_name(name)}__past")
        )
    return _values(then, standing), _values(then, past)


def _values(then: Then, standing: dict[str, str]) -> sql.Composable:
    values = []
    for field in then.fields:
        place, value = column(field.name), sql.Composed([column(field.name)])
        if field.name in then.only_in_texts or standing.get(column_name(field.name)) != _type_name(field):
            value = sql.SQL("(feature::json -> 'properties' ->> {})::{}").format(
                sql.Literal(field.name), SQL_TYPES[field.type]
            )
        values.append(sql.SQL("{} AS {}").format(value, place))
    return sql.SQL(", ").join(values) if values else sql.SQL("NULL AS nothing")


def _type_name(field: Field) -> str:
    """The type of a field's column as PostgreSQL calls it."""
    return SQL_TYPES[field.type].as_string(None).replace("timestamptz", "timestamp with time zone")


def changes_since(name: str, since: int, *, after: tuple[int, int] | None = None, limit: int) -> list[Change]:
    """Rows that differ between a revision and now, by (revision, row id); after such a pair, up to a limit."""
    statement = sql.SQL("""
        SELECT kind, rowid, revision, feature
        FROM (
            SELECT CASE WHEN EXISTS (
                    SELECT FROM {past} AS past
                    WHERE past.rowid = now.rowid AND past.since <= %(since)s AND past.until > %(since)s
                ) THEN 'changed' ELSE 'added' END AS kind,
                now.rowid, now.since AS revision, now.feature
            FROM {shelf} AS now
            WHERE now.since > %(since)s
            UNION ALL
            SELECT 'removed', past.rowid,
                (SELECT max(later.until) FROM {past} AS later WHERE later.rowid = past.rowid), NULL
            FROM {past} AS past
            WHERE past.since <= %(since)s AND past.until > %(since)s
                AND NOT EXISTS (SELECT FROM {shelf} AS now WHERE now.rowid = past.rowid)
        ) AS changes
        WHERE (revision, rowid) > (%(revision)s, %(rowid)s)
        ORDER BY revision, rowid
        LIMIT %(limit)s
    """).format(past=side_table(name, "past"), shelf=table(name))
    revision, rowid = after or (-1, -1)
    asked = {"since": since, "revision": revision, "rowid": rowid, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement), asked)
        return [Change(*row) for row in cursor.fetchall()]


def _columns(cursor: CursorWrapper, called: str) -> dict[str, str]:
    """The columns of a table of the town with their types, in order."""
    cursor.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
        " WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [called],
    )
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return dict(found)
