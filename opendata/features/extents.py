"""From when to when the rows of a collection are, measured once a revision."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.core.cache import cache
from django.db import connection
from psycopg import sql

from opendata.features.asking.times import time_field
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column, table

KEEP_SECONDS = 24 * 3600


def temporal_extent(facts: Facts) -> list[str | None]:
    """First and last value of the field that `datetime` asks about, as the standard writes them."""
    field = time_field(facts)
    if field is None or not facts.row_count:
        return [None, None]
    key = f"extent:{facts.id}:{facts.revision}:{field.name}"
    found: list[str | None] | None = cache.get(key)
    if found is None:
        statement = sql.SQL("SELECT min({0}), max({0}) FROM {1}").format(
            column(field.name), table(facts.name)
        )
        with connection.cursor() as cursor:
            cursor.execute(statement.as_string(None))
            found = [_written(end) for end in cursor.fetchone()]
        cache.set(key, found, KEEP_SECONDS)
    return found


def _written(end: date | datetime | None) -> str | None:
    if end is None:
        return None
    if isinstance(end, datetime):
        return end.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{end.isoformat()}T00:00:00Z"
