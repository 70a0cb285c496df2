"""django-tenants' backend, without telling the server at each request what it knows already."""

from __future__ import annotations

from typing import Any

from django_tenants.postgresql_backend import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Remembers the search path that the server last confirmed; the same municipality again costs no round trip.

    Sound as long as a connection is nobody else's: a pool that hands out connections per transaction must be told
    to keep session settings, or be left out.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._confirmed: list[str] | None = None
        super().__init__(*args, **kwargs)

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        super().set_tenant(tenant, include_public)
        if self._confirmed is not None and self._confirmed == self._get_cursor_search_paths():
            self.search_path_set_schemas = self._confirmed

    def _handle_search_path(self, cursor: Any = None) -> None:
        super()._handle_search_path(cursor)
        self._confirmed = self.search_path_set_schemas

    def close(self) -> None:
        self._confirmed = None
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
