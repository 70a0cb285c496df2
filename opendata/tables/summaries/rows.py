"""The first rows of a collection, as people read them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from psycopg import sql

from cms.kit.texts import in_language
from opendata.tables.contract import Field
from opendata.tables.models import Collection
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of

ROWS_SHOWN = 6


def first_rows(collection: Collection) -> list[list[Any]]:
    """Values in the order of the columns; a code is shown by its title."""
    fields = collection.columns
    if not fields:
        return []
    columns = sql.SQL(", ").join(column(field.name) for field in fields)
    statement = sql.SQL("SELECT {} FROM {} ORDER BY seq LIMIT {}").format(
        columns, table(collection.name), sql.Literal(ROWS_SHOWN)
    )
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        rows = cursor.fetchall()
    return [[_shown(field, value) for field, value in zip(fields, row, strict=True)] for row in rows]


def _shown(field: Field, value: Any) -> Any:
    titles = field.codes.get(value) if isinstance(value, str) else None
    return in_language(titles) if titles else value
