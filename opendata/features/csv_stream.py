"""CSV as a download: read at the database's pace into a file of its own, sent at the reader's.

So it is of one revision, and no slow reader holds a connection, or a lock that a publication waits for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import quote

from cms.kit.texts import in_language
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.shelf.copying import copy_csv, csv_columns

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Larger ones go to the disk.
MEMORY_BYTES = 4 * 1024 * 1024
PIECE_BYTES = 256 * 1024


def csv_file(facts: Facts, query: RowQuery, *, bom: bool) -> IO[bytes]:
    """Header line, then all rows of the query; stands at its end. Vanishes when it is closed."""
    columns = csv_columns(query.properties or facts.fields, facts.geometry_type)
    spooled = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 (pieces_of() closes it)
    spooled.write((BYTE_ORDER_MARK if bom else b"") + header_line([name for name, _sql in columns]))
    for piece in copy_csv(query, columns):
        spooled.write(piece)
    return spooled


def pieces_of(spooled: IO[bytes]) -> Iterator[bytes]:
    """The whole file from its start, for a streamed answer; closed at its end or when the reader leaves."""
    with spooled:
        spooled.seek(0)
        while piece := spooled.read(PIECE_BYTES):
            yield piece


def header_line(names: list[str]) -> bytes:
    """The names of the columns as one CSV line."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(names)
    return line.getvalue().encode()


def disposition(facts: Facts, extension: str) -> str:
    """A download's name: plain for old programs, the title in the reader's language for others (RFC 5987)."""
    title = in_language(facts.titles).replace("/", "-") or facts.name
    plain, full = f"{facts.name}.{extension}", quote(f"{title}.{extension}", safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
