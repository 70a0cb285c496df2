"""Which municipality's schema the database connection stands in: the typed door to django-tenants' connection."""

from __future__ import annotations

from typing import Any, Protocol, cast

from django.db import connection


class _TownConnection(Protocol):
    """What django-tenants adds to Django's connection."""

    tenant: Any
    schema_name: str
    # A cms.kit.reading.Manner, or None for the usual one.
    manner: Any

    def take_manner(self, manner: Any) -> None: ...

    def set_tenant(self, tenant: Any) -> None: ...

    def set_schema(self, schema_name: str) -> None: ...

    def set_schema_to_public(self) -> None: ...


# The same connection, with its additions known to the type checker.
town_connection = cast(_TownConnection, connection)


def current_schema() -> str:
    """Name of the schema the connection stands in; `public` is the shared one."""
    return town_connection.schema_name
