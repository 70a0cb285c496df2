"""How far the work is, and whether a person wants it to end: over a connection of its own.

The work's own connection is busy while rows are copied into it, and what happens inside a transaction is seen
by nobody until its end.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any, Self

import psycopg
from django.db import connection
from psycopg import sql

from cms.kit.schemas import current_schema
from opendata.ingest.choices import Doing
from opendata.ingest.codes import Stage
from opendata.ingest.models import Upload

# Progress is written, and a wish to cancel is looked for, no oftener.
EVERY_SECONDS = 0.5
DOING = {Stage.READING: Doing.READING, Stage.CHECKING: Doing.READING, Stage.LOADING: Doing.LOADING}
# Nothing here is worth waiting for.
PATIENCE = "SET lock_timeout = '500ms'; SET statement_timeout = '2s'"


class Watch:
    """Of one piece of work. `first` to `last` is its part of the whole, in per cent."""

    def __init__(self, upload: Upload, first: int, last: int) -> None:
        self.number, self.first, self.last = upload.pk, first, last
        self.table = sql.Identifier(current_schema(), Upload._meta.db_table)
        self._told = self._looked = 0.0
        self._cancelled = False
        self._side: psycopg.Connection[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._side is not None:
            self._side.close()

    def __call__(self, share: float, stage: Stage) -> None:
        """contract.Progress."""
        now = time.monotonic()
        if now - self._told >= EVERY_SECONDS:
            self._told = now
            self.tell(DOING[stage], share)

    def tell(self, doing: Doing, share: float = 0.0) -> None:
        """Writes it down at once."""
        percent = self.first + round((self.last - self.first) * min(max(share, 0.0), 1.0))
        self._run(
            "UPDATE {} SET doing = %s, progress = %s WHERE id = %s", [doing.value, percent, self.number]
        )

    def cancelled(self) -> bool:
        """Whether somebody has pressed cancel."""
        now = time.monotonic()
        if not self._cancelled and now - self._looked >= EVERY_SECONDS:
            self._looked = now
            found = self._run("SELECT 1 FROM {} WHERE id = %s AND cancel_wanted", [self.number])
            self._cancelled = bool(found)
        return self._cancelled

    def _run(self, text: str, parameters: list[Any]) -> int:
        """How many rows. The work goes on whatever happens to its watch."""
        try:
            cursor = self._connection().execute(sql.SQL(text).format(self.table), parameters)
        except psycopg.Error:
            return 0
        return cursor.rowcount

    def _connection(self) -> psycopg.Connection[Any]:
        if self._side is None or self._side.closed:
            wanted = ("host", "port", "dbname", "user", "password", "options", "sslmode")
            known = connection.get_connection_params()
            self._side = psycopg.connect(
                **{name: known[name] for name in wanted if name in known}, autocommit=True
            )
            self._side.execute(PATIENCE)
        return self._side
