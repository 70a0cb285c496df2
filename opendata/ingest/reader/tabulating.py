"""From rows of cells, wherever they come from, to chunks: header, ragged rows, blank rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

import numpy as np

from opendata.ingest.codes import Code, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.chunks import (
    CHUNK_CELLS,
    CHUNK_CHARACTERS,
    CHUNK_ROWS,
    Chunk,
    check_rows,
    check_width,
    texts,
)
from opendata.ingest.reader.headers import LOOKED_AT_ROWS, find_header, labels_of
from opendata.ingest.reader.troubles import Troubles

# A row of the file: its line, and its cells as texts (None or "" for an empty one).
NumberedRow = tuple[int, list[Any]]


@dataclass
class Table:
    """Names of columns and what follows them."""

    labels: list[str]
    header_row: int
    chunks: Iterator[Chunk]
    troubles: Troubles = field(default_factory=Troubles)


def tabulate(rows: Iterator[NumberedRow], troubles: Troubles, header_row: int | None) -> Table:
    """`header_row` is the line with the names as the editor says: 0 for none, None to look for it."""
    first = list(islice(rows, LOOKED_AT_ROWS if header_row is None else max(LOOKED_AT_ROWS, header_row)))
    if not any(_filled(cells) for _line, cells in first):
        raise FileRefused(Refusal.EMPTY)
    only_cells = [[_text(cell) for cell in cells] for _line, cells in first]
    if header_row is None:
        place = find_header(only_cells)
    else:
        place = next((at for at, (line, _cells) in enumerate(first) if line == header_row), -1)
    width = _width(only_cells, place)
    check_width(width)
    if width == 0:
        raise FileRefused(Refusal.NO_TABLE)
    labels = labels_of(only_cells, place, width)
    line = first[place][0] if place >= 0 else 0
    if place < 0:
        troubles.add(Code.NO_HEADER)
    following = chain(first[place + 1 :], rows)
    return Table(labels, line, _chunks(following, width, troubles), troubles)


def first_of(rows: Iterator[NumberedRow]) -> list[NumberedRow]:
    """As many as are looked at for the header."""
    return list(islice(rows, LOOKED_AT_ROWS))


def holds_rows(first: list[NumberedRow]) -> bool:
    """Whether a sheet that begins so has names of columns, or none, and a row below them."""
    place = find_header([[_text(cell) for cell in cells] for _line, cells in first])
    filled = sum(_filled(cells) for _line, cells in first[place + 1 :])
    return filled > (place < 0)


def _width(rows: list[list[str]], header: int) -> int:
    """As wide as the header, or as the widest row where that has no name for its last columns."""
    if header < 0:
        return max(_last_filled(row) for row in rows)
    named = _last_filled(rows[header])
    below = sorted(_last_filled(row) for row in rows[header + 1 :] if _filled(row))
    # One row that is too long is a mistake of that row, several are columns without a name.
    return max(named, below[len(below) // 2]) if below else named


def _last_filled(row: list[str]) -> int:
    return next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)


def _filled(cells: list[Any]) -> bool:
    return any(cell is not None and cell != "" and not str(cell).isspace() for cell in cells)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _chunks(rows: Iterator[NumberedRow], width: int, troubles: Troubles) -> Iterator[Chunk]:
    total = 0
    for lines, cells in _gathered(rows, width, troubles):
        total += len(lines)
        check_rows(total)
        yield Chunk(np.array(lines, dtype=np.int64), [texts(column) for column in zip(*cells, strict=True)])
    if not total:
        raise FileRefused(Refusal.NO_ROWS)


def _gathered(
    rows: Iterator[NumberedRow], width: int, troubles: Troubles
) -> Iterator[tuple[list[int], list[list[Any]]]]:
    most = max(1, min(CHUNK_ROWS, CHUNK_CELLS // width))
    lines: list[int] = []
    gathered: list[list[Any]] = []
    weight = 0
    for line, cells in rows:
        if len(cells) != width:
            if not _filled(cells):
                continue
            _straighten(line, cells, width, troubles)
        else:
            first = next(filter(None, cells), None)
            if first is None or (first.isspace() and not _filled(cells)):
                continue
        lines.append(line)
        gathered.append(cells)
        # Only the first cells are weighed: long texts are rare, and a chunk may be somewhat larger.
        weight += sum(map(len, filter(None, cells))) if width < 8 else 0
        if len(lines) >= most or weight > CHUNK_CHARACTERS:
            yield lines, gathered
            lines, gathered, weight = [], [], 0
    if lines:
        yield lines, gathered


def _straighten(line: int, cells: list[Any], width: int, troubles: Troubles) -> None:
    found = len(cells)
    if found < width:
        # Spreadsheets leave the last empty cells of a row away; a file that lost some looks the same.
        cells.extend([None] * (width - found))
        if found < width - 1 or found == 1:
            troubles.add(Code.ROW_TOO_SHORT, line, found=found, expected=width)
        return
    if any(cell not in (None, "") for cell in cells[width:]):
        troubles.add(Code.ROW_TOO_LONG, line, found=found, expected=width)
    del cells[width:]
