"""CSV in pieces: each a short query after the last row's id, so that no slow reader holds a table or a
connection.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from django.db import connection
from django_tenants.utils import tenant_context

from cms.kit.texts import in_language
from cms.municipalities.models import Municipality
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.shelf.reading import CSV_ROWS_AT_ONCE, copy_csv, csv_columns, last_of_page

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def csv_pieces(town: Municipality, facts: Facts, query: RowQuery, *, bom: bool) -> Iterator[bytes]:
    """Header line, then all rows of the query up to its limit. Runs after the view, so it enters the town
    by itself.
    """
    columns = csv_columns(query.properties or facts.fields, facts.geometry_type)
    yield (BYTE_ORDER_MARK if bom else b"") + header_line([name for name, _sql in columns])
    left, after = query.limit, query.after
    while left is None or left > 0:
        step = CSV_ROWS_AT_ONCE if left is None else min(left, CSV_ROWS_AT_ONCE)
        with tenant_context(town):
            last, more = last_of_page(replace(query, after=after, limit=step))
            if last is None:
                return
            pieces = list(copy_csv(replace(query, after=after, until=last, limit=None), columns))
        yield b"".join(pieces)
        if not more:
            return
        after = last
        left = None if left is None else left - step


def header_line(names: list[str]) -> bytes:
    """The names of the columns as one CSV line."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(names)
    return line.getvalue().encode()


def disposition(facts: Facts, extension: str) -> str:
    """A download's name: plain for old programs, the title in the reader's language for the others (RFC
    5987).
    """
    title = in_language(facts.titles).replace("/", "-") or facts.name
    plain, full = f"{facts.name}.{extension}", quote(f"{title}.{extension}", safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"


def town_of_connection() -> Municipality:
    """The municipality that the current request is in."""
    town: Municipality = connection.tenant  # type: ignore[attr-defined]
    return town
