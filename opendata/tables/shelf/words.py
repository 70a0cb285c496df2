"""An index of the folded texts of a large collection's rows, for words that few of them have.

Reading row by row costs 2 µs a row (browsing/matching.py), which is the faster way to a page of rows for a word that
many rows have, and two seconds for one that three in a million have. The index answers the latter in milliseconds. It
takes about 27 µs a row to build, so the worker does it behind a publication (tables/tasks.py). Until it has, and for
words that are too short for it, everything is read as before: the index only ever narrows what the pattern decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from cms.kit.folding import folded_words_sql
from opendata.tables.contract import Field, FieldType
from opendata.tables.shelf.names import column, table, table_name
from opendata.tables.shelf.source import text_of

Condition = tuple[sql.Composable, list[Any]]

# Below this all rows are read in a tenth of a second.
LARGE = 50_000
# Each row's texts are folded when it is written.
MOST_TEXTS = 24
# More rows than this are found sooner by reading along: each one that the index names is folded once more.
SELDOM = 2_000
# pg_trgm knows words by three letters in a row.
SHORTEST = 3
BUILDING_MEMORY = "256MB"


def wants_index(fields: Sequence[Field], row_count: int) -> bool:
    """Whether words are worth an index in a collection of so many rows."""
    return row_count >= LARGE and 0 < len(_texts(fields)) <= MOST_TEXTS


def has_index(cursor: CursorWrapper, name: str) -> bool:
    """Whether it stands already; a shelf has no other index of this kind."""
    cursor.execute(
        """
        SELECT EXISTS (
            SELECT FROM pg_index
            JOIN pg_class ON pg_class.oid = pg_index.indexrelid
            JOIN pg_am ON pg_am.oid = pg_class.relam AND pg_am.amname = 'gin'
            WHERE pg_index.indrelid = to_regclass(%s)
        )
        """,
        [f'"{table_name(name)}"'],
    )
    return bool(cursor.fetchone()[0])


def create_index(cursor: CursorWrapper, name: str, fields: Sequence[Field]) -> None:
    """In a transaction that holds the collection's row, so that no publication exchanges the table meanwhile.

    ANALYZE tells the planner which words are common: without that it would take the index for all of them.
    """
    cursor.execute(f"SET LOCAL maintenance_work_mem = '{BUILDING_MEMORY}'")
    statement = sql.SQL("CREATE INDEX ON {} USING gin (({}) public.gin_trgm_ops)")
    cursor.execute(text_of(statement.format(table(name), folded_texts(fields))))
    cursor.execute(text_of(sql.SQL("ANALYZE {}").format(table(name))))


def folded_texts(fields: Sequence[Field]) -> sql.Composable:
    """What the index is over: all texts of a row, one after the other, folded."""
    joined = sql.SQL(" || ' ' || ").join(
        sql.SQL("coalesce({}, '')").format(column(field.name)) for field in _texts(fields)
    )
    return sql.SQL(folded_words_sql(f"({joined.as_string(None)})"))


def seldom(name: str, fields: Sequence[Field], row_count: int, folded: Sequence[str]) -> list[Condition]:
    """One more condition that the index serves, where PostgreSQL expects few rows with these words; else none.

    `folded`: texts that all stand somewhere in the row's texts. Whoever asks states exactly where, beside this.
    """
    long_enough = [text for text in folded if _longest_word(text) >= SHORTEST]
    if not long_enough or not wants_index(fields, row_count):
        return []
    holds = sql.SQL("{} LIKE %s").format(folded_texts(fields))
    code = sql.SQL("({})").format(sql.SQL(" AND ").join([holds] * len(long_enough)))
    values = [f"%{_literal(text)}%" for text in long_enough]
    return [(code, values)] if _pays(name, code, values) else []


def _pays(name: str, code: sql.Composable, values: list[Any]) -> bool:
    """What the planner makes of it: it knows which index stands, and from a sample how common words are."""
    statement = sql.SQL("EXPLAIN (FORMAT JSON) SELECT FROM {} WHERE {}").format(table(name), code)
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement), values)
        told = cursor.fetchone()[0]
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return bool(plan["Node Type"] == "Bitmap Heap Scan" and plan["Plan Rows"] <= SELDOM)


def _texts(fields: Sequence[Field]) -> list[Field]:
    return [field for field in fields if field.type is FieldType.TEXT]


def _longest_word(text: str) -> int:
    return max((len(list(run)) for alike, run in groupby(text, str.isalnum) if alike), default=0)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
