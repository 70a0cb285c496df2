"""Whether a column of a staged table has the values of another one on the shelf, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection
from psycopg import sql

from opendata.tables.contract import Field
from opendata.tables.shelf.columns import SQL_TYPES
from opendata.tables.shelf.names import column, side_table, table
from opendata.tables.shelf.source import text_of

# So many rows tell how alike two columns are, and so many pairs of columns are looked at.
MOST_ROWS = 10_000
MOST_PAIRS = 400


@dataclass(frozen=True)
class Resemblance:
    """Of `rows` that both tables have by their key, how many have the same value in both columns of a pair."""

    rows: int = 0
    same: Mapping[tuple[str, str], int] = field(default_factory=dict)


def resemblance(name: str, staging: str, pairs: Sequence[tuple[Field, str]]) -> Resemblance:
    """Pairs of a field on the shelf and a column of the staging table whose values can stand in it."""
    asked = pairs[:MOST_PAIRS]
    if not asked:
        return Resemblance()
    same = [
        sql.SQL(", count(*) FILTER (WHERE {old} IS NOT DISTINCT FROM {new}::{kind})").format(
            old=sql.Identifier("stood", f"old {at}"),
            new=sql.Identifier("staged", new),
            kind=SQL_TYPES[old.type],
        )
        for at, (old, new) in enumerate(asked)
    ]
    stood = [
        sql.SQL(", shelf.{} AS {}").format(column(old.name), sql.Identifier(f"old {at}"))
        for at, (old, _new) in enumerate(asked)
    ]
    statement = sql.SQL("""
        SELECT count(*) {same}
        FROM (
            SELECT keys.key {stood} FROM {shelf} AS shelf JOIN {keys} AS keys USING (rowid)
            WHERE EXISTS (SELECT FROM {staging} AS staged WHERE staged.key = keys.key)
            LIMIT {most}
        ) AS stood
        JOIN {staging} AS staged USING (key)
    """).format(
        same=sql.SQL("").join(same),
        stood=sql.SQL("").join(stood),
        shelf=table(name),
        keys=side_table(name, "keys"),
        staging=sql.Identifier(staging),
        most=sql.Literal(MOST_ROWS),
    )
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        rows, *counts = cursor.fetchone() or (0,)
    return Resemblance(
        rows, {(old.name, new): count for (old, new), count in zip(asked, counts, strict=False)}
    )
