"""Row ids of tables that no register describes: `shelf_<name>__keys` gives each key one id, for ever."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opendata.tables.shelf.names import side_table
from opendata.tables.shelf.source import text_of


def give_ids(cursor: CursorWrapper, name: str, staging: str) -> None:
    """Every key of a staging table has a row id afterwards; ids of keys that are gone stay theirs."""
    keys = side_table(name, "keys")
    create = sql.SQL("CREATE TABLE IF NOT EXISTS {} (key text PRIMARY KEY, rowid bigint NOT NULL UNIQUE)")
    cursor.execute(text_of(create.format(keys)))
    statement = sql.SQL("""
        INSERT INTO {keys} (key, rowid)
        SELECT key, (SELECT coalesce(max(rowid), 0) FROM {keys}) + row_number() OVER ()
        FROM {staging} AS staged
        WHERE NOT EXISTS (SELECT FROM {keys} AS known WHERE known.key = staged.key)
    """).format(keys=keys, staging=sql.Identifier(staging))
    cursor.execute(text_of(statement))


def show_staged(cursor: CursorWrapper, name: str, staging: str, view: str) -> None:
    """A view, for this connection, of the staged rows that have a row id, with it."""
    cursor.execute(text_of(sql.SQL("DROP VIEW IF EXISTS pg_temp.{}").format(sql.Identifier(view))))
    statement = sql.SQL("""
        CREATE TEMPORARY VIEW {view} AS
        SELECT known.rowid, staged.* FROM {staging} AS staged JOIN {keys} AS known USING (key)
    """).format(view=sql.Identifier(view), staging=sql.Identifier(staging), keys=side_table(name, "keys"))
    cursor.execute(text_of(statement))


def keys_of(cursor: CursorWrapper, name: str, rowids: Sequence[int]) -> dict[int, str]:
    """The keys of some rows by their ids; nothing for a register, whose rows have none."""
    keys = side_table(name, "keys")
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [text_of(sql.SQL("{}").format(keys))])
    if not rowids or not cursor.fetchone()[0]:
        return {}
    cursor.execute(
        text_of(sql.SQL("SELECT rowid, key FROM {} WHERE rowid = ANY(%s)").format(keys)), [list(rowids)]
    )
    return dict(cursor.fetchall())
