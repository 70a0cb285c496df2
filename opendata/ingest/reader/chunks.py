"""What every reader of a kind of file gives: columns by name, and rows in chunks of Arrow arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.codes import Kind, Refusal
from opendata.ingest.errors import FileRefused

CHUNK_ROWS = 50_000
CHUNK_CELLS = 500_000
CHUNK_CHARACTERS = 24_000_000
MOST_ROWS = 3_000_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 1_000_000


@dataclass
class Chunk:
    """Some rows. `lines` are line numbers (or numbers of features), `columns` texts or typed values,
    `geometry` is WKB or None."""

    lines: Any
    columns: list[pa.Array]
    geometry: pa.Array | None = None

    def __len__(self) -> int:
        return len(self.lines)

    def only(self, these: Any) -> Chunk:
        """The rows for which it is true."""
        mask = pa.array(these)
        geometry = None if self.geometry is None else self.geometry.filter(mask)
        return Chunk(self.lines[these], [column.filter(mask) for column in self.columns], geometry)


@dataclass
class LayerInfo:
    """A table within the file."""

    name: str
    rows: int | None = None
    geometry: str = "None"
    crs: str = ""


@dataclass
class Source:
    """An opened file. `chunks` can be gone through once. `crs` is empty where the file does not say it."""

    kind: Kind
    labels: list[str]
    chunks: Iterator[Chunk]
    layers: list[LayerInfo] = field(default_factory=list)
    layer: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    has_geometry: bool = False
    crs: str = ""
    # Places of columns of a workbook with numbers that are no texts: their decimals leave no doubt.
    with_decimals: set[int] = field(default_factory=set)
    # Share of the file that was read so far, where that is known.
    done: Callable[[], float] = lambda: 0.0


@dataclass
class Wishes:
    """What of the file is wanted; empty means: as found."""

    layer: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int | None = None


def choose_layer(wished: str, names: Sequence[str], otherwise: str) -> str:
    """The one wished for; a file with a single layer has that one, whatever an earlier file called it."""
    if not wished:
        return otherwise
    if wished in names:
        return wished
    if len(names) == 1:
        return names[0]
    raise FileRefused(Refusal.NO_SUCH_LAYER, {"layer": wished[:80]})


def texts(values: Any) -> pa.Array:
    """Strings, trimmed, empty ones null, without the character NUL, which PostgreSQL has no place for."""
    column = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    if pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        column = column.cast(pa.string())
    column = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def check_width(width: int) -> None:
    """FileRefused for no columns at all, or for far too many."""
    if width > MOST_COLUMNS:
        raise FileRefused(Refusal.TOO_MANY_COLUMNS, {"found": width, "limit": MOST_COLUMNS})


def check_rows(rows: int) -> None:
    """FileRefused beyond the number of rows that is taken."""
    if rows > MOST_ROWS:
        raise FileRefused(Refusal.TOO_MANY_ROWS, {"limit": MOST_ROWS})


def numbered(first: int, count: int) -> Any:
    """Consecutive numbers."""
    return np.arange(first, first + count, dtype=np.int64)
