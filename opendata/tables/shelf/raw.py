"""Asking PostgreSQL for values as they lie there: in binary, with the parameters beside the statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Connection, Cursor
from psycopg._queries import PostgresQuery
from psycopg.abc import Params
from psycopg.rows import tuple_row


class BinaryCursor(Cursor[tuple[Any, ...]]):
    """Bytes arrive as bytes: Django's own cursor would get them as text, twice as long, to be parsed."""

    def __init__(self, standing: Connection[Any], *, prepared: bool) -> None:
        super().__init__(standing, row_factory=tuple_row)
        self.prepared = prepared

    def execute(self, query: Any, params: Params | None = None, **_options: Any) -> Self:
        """Always in binary; prepared only where a statement is known to be the same each time."""
        return super().execute(query, params, binary=True, prepare=self.prepared)

    def _convert_query(self, query: Any, params: Params | None = None) -> PostgresQuery:
        # Kept where Django's query log looks for it.
        self._query = super()._convert_query(query, params)
        return self._query


@contextmanager
def binary_cursor(*, prepared: bool = False) -> Iterator[CursorWrapper]:
    """Django's cursor (the town's schema, its errors, its query log) around a BinaryCursor.

    `prepared`: PostgreSQL plans the statement once a connection. It plans anew by itself when the town
    changes, so a statement must give columns of the same types in every town.
    """
    with connection.cursor() as cursor:
        standing: Connection[Any] = connection.connection
        # Django leaves it unset, which would forbid preparing; its own cursors never prepare.
        standing.prepare_threshold = 0
        with BinaryCursor(standing, prepared=prepared) as inner:
            cursor.cursor = inner
            yield cursor
