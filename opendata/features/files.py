"""All rows as a file: read at the database's pace into a file of its own, sent at the reader's.

So it is of one revision, and no slow reader holds a connection, or a lock that a publication waits for. Where the
same file lies finished already, it is sent as it lies.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import quote

from cms.kit.api.formats import CSV, Format
from opendata.features.crs import CRS84
from opendata.features.parameters import Asked
from opendata.features.shapes import axes_of, geometry_in, position_in, text_of_row
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.registry import finished_files
from opendata.tables.shelf.copying import copy_csv, copy_lines, csv_columns

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Longer ones go to the disk.
LINES_IN_MEMORY = 500
PIECE_BYTES = 256 * 1024


@dataclass(frozen=True)
class Prepared:
    """A file that stands at its end, and what is sent before it."""

    file: IO[bytes]
    before: bytes = b""

    @property
    def size(self) -> int:
        """Bytes of the whole."""
        return len(self.before) + self.file.tell()

    def pieces(self) -> Iterator[bytes]:
        """The whole from its start, for a streamed answer; closed at its end or when the reader leaves."""
        with self.file:
            if self.before:
                yield self.before
            self.file.seek(0)
            while piece := self.file.read(PIECE_BYTES):
                yield piece


def prepared(facts: Facts, asked: Asked, chosen: Format) -> Prepared:
    """Every row that matches, or one page where a limit is given. What is drawn vanishes when closed."""
    mark = BYTE_ORDER_MARK if chosen is CSV and asked.bom else b""
    if chosen is CSV and (finished := _finished_csv(facts, asked)):
        return Prepared(finished, mark)
    return Prepared(_written(_csv(facts, asked) if chosen is CSV else _lines(facts, asked, chosen)), mark)


def _written(lines: Iterator[bytes]) -> IO[bytes]:
    """The lines as they come: `writelines` keeps up with the database, which a loop of ours does not."""
    first = list(islice(lines, LINES_IN_MEMORY))
    if len(first) < LINES_IN_MEMORY:
        short = io.BytesIO()
        short.writelines(first)
        return short
    with ExitStack() as unless_written:
        file: IO[bytes] = unless_written.enter_context(TemporaryFile(buffering=PIECE_BYTES))
        file.writelines(chain(first, lines))
        # From here on Prepared.pieces() closes it.
        unless_written.pop_all()
    return file


def _finished_csv(facts: Facts, asked: Asked) -> IO[bytes] | None:
    """What the worker wrote with the statement of _csv(), where just that is asked for: the bytes are the same."""
    everything = not asked.limit_given and replace(asked.query, limit=None) == RowQuery(facts.name)
    if not everything or asked.crs != CRS84:
        return None
    for find in finished_files:
        path = find(facts, CSV.name)
        if path is not None:
            with suppress(FileNotFoundError):
                finished = path.open("rb")
                finished.seek(0, SEEK_END)
                return finished
    return None


def _csv(facts: Facts, asked: Asked) -> Iterator[bytes]:
    fields = asked.query.properties if asked.query.properties is not None else facts.fields
    crs = asked.crs
    columns = csv_columns(
        fields,
        facts.geometry_type,
        geometry=geometry_in(crs),
        position=position_in(crs),
        axes=axes_of(crs),
        digits=crs.digits,
    )
    yield header_line([name for name, _sql in columns])
    yield from copy_csv(_whole(asked), columns)


def _lines(facts: Facts, asked: Asked, chosen: Format) -> Iterator[bytes]:
    return copy_lines(_whole(asked), text_of_row(asked, facts, chosen))


def _whole(asked: Asked) -> RowQuery:
    return asked.query if asked.limit_given else replace(asked.query, limit=None)


def header_line(names: Iterable[str]) -> bytes:
    """The names of the columns as one CSV line."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(names)
    return line.getvalue().encode()


def disposition(facts: Facts, extension: str) -> str:
    """A download's name: plain for old programs, the title in the reader's language for others (RFC 5987)."""
    title = facts.title.replace("/", "-")
    plain, full = f"{facts.name}.{extension}", quote(f"{title}.{extension}", safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
