"""What the role may read under which the open API asks (API_DATABASE_ROLE): open data, and nothing of people."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django_tenants.utils import get_public_schema_name
from psycopg import sql

from cms.kit.reading import readable_tables
from cms.kit.schemas import current_schema

# What a request asks of the shared schema: which town it is. PostGIS lets everybody read its own tables.
SHARED: tuple[str, ...] = ("cms_municipalities_", "spatial_ref_sys")


def let_role_read() -> None:
    """Gives the role what the rooms have named in the current schema, and takes back all else.

    Tables that are made later (the shelf's own) are readable from their first moment; what migrations make is looked
    through again after each of them.
    """
    if not settings.API_DATABASE_ROLE:
        return
    schema, role = sql.Identifier(current_schema()), sql.Identifier(settings.API_DATABASE_ROLE)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.API_DATABASE_ROLE])
        if cursor.fetchone() is None:
            raise ImproperlyConfigured(
                f"API_DATABASE_ROLE names “{settings.API_DATABASE_ROLE}”, which this database server does not know. "
                "Make the role (docs/guides/operator.md), or take the variable away."
            )
        statements = [
            sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, role),
            sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(schema, role),
        ]
        if current_schema() != get_public_schema_name():
            statements.append(
                sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT SELECT ON TABLES TO {}").format(
                    schema, role
                )
            )
        statements += [
            sql.SQL("GRANT SELECT ON {}.{} TO {}").format(schema, sql.Identifier(name), role)
            for name in _readable(cursor)
        ]
        for statement in statements:
            cursor.execute(statement.as_string(None))


def _readable(cursor: Any) -> list[str]:
    """Our own tables of the current schema whose names begin as a room has said."""
    if current_schema() == get_public_schema_name():
        beginnings = SHARED
    else:
        beginnings = tuple(name for names in readable_tables for name in names)
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s AND pg_has_role(tableowner, 'MEMBER')",
        [current_schema()],
    )
    return sorted(name for (name,) in cursor.fetchall() if name.startswith(beginnings))


def after_migration(app_config: AppConfig, **_kwargs: Any) -> None:
    """Once a schema: the signal comes for each room."""
    if app_config.label == "cms_municipalities":
        let_role_read()
