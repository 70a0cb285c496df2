"""django-tenants' backend, without telling the server at each request what it knows already."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import OperationalError
from django_tenants.postgresql_backend import base
from django_tenants.utils import quote_schema_name
from psycopg.pq import TransactionStatus

from cms.kit.reading import USUAL, Manner

# Schema, whether the shared one is behind it, manner.
State = tuple[str | None, bool, Manner | None]


class DatabaseWrapper(base.DatabaseWrapper):
    """Remembers the search path and the manner that the server last confirmed; the same again costs no round trip.

    Sound as long as a connection is nobody else's: a pool that hands out connections per transaction must be told
    to keep session settings, or be left out.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._confirmed: State | None = None
        self._confirmed_path: list[str] = []
        # Whether the session ever was in another manner than the one it was opened in, as far as we know.
        self._changed_manner = False
        self.manner: Manner | None = None
        super().__init__(*args, **kwargs)

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        super().set_tenant(tenant, include_public)
        self._trust()

    def take_manner(self, manner: Manner | None) -> None:
        """From the next statement on; see cms.kit.reading."""
        if manner != self.manner:
            self.manner = manner
            self._trust()

    def _trust(self) -> None:
        """Nothing is to be told to a server that stands there already."""
        known = self._confirmed == (self.schema_name, self.include_public_schema, self.manner)
        self.search_path_set_schemas = self._confirmed_path if known else None

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self.search_path_set_schemas or self._setting_search_path:
            return
        if self.manner is None and not self._changed_manner:
            super()._handle_search_path(cursor)
        else:
            self._tell()
        self._confirmed = None
        if self.search_path_set_schemas:
            self._confirmed = (self.schema_name, self.include_public_schema, self.manner)
            self._confirmed_path = self.search_path_set_schemas

    def _tell(self) -> None:
        """Schema and manner in one round trip. In a transaction that has failed nothing can be told, nor done."""
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        paths = self._get_cursor_search_paths()
        path = ", ".join(quote_schema_name(name) for name in paths)
        statements = [f"SET search_path = {path}", *(self.manner.statements() if self.manner else USUAL)]
        self._changed_manner = True
        # Beside Django's cursor: it is none of the questions that a view asks.
        try:
            with self.connection.cursor() as cursor:
                cursor.execute("; ".join(statements))
        except psycopg.Error as problem:
            # Not of a kind that a view may take for a mistake in the question.
            raise OperationalError(f"The session could not be prepared: {problem}") from problem
        self.search_path_set_schemas = paths

    def _set_autocommit(self, autocommit: bool) -> None:
        # A transaction takes the session's defaults when it begins: after `reading` it must be one that writes again.
        if not autocommit and self._changed_manner:
            self._handle_search_path()
        super()._set_autocommit(autocommit)

    def close(self) -> None:
        self._confirmed = None
        self._changed_manner = False
        super().close()

    def rollback(self) -> None:
        # An undone transaction takes its SET along; see django-tenants' own remark at the same place.
        self._confirmed = None
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        try:
            super().savepoint_rollback(sid)
        finally:
            self._confirmed = None
