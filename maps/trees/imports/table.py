"""The one shape in which every kind of file is read on: column names and chunks of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CHUNK_ROWS = 5_000


@dataclass(frozen=True)
class SourceRow:
    """A row as it stands in the file. `x` and `y` are set where the file carries geometry."""

    line: int
    values: Sequence[str]
    x: float | None = None
    y: float | None = None


@dataclass
class SourceTable:
    """A file opened for reading. `crs` is what the file says of its own coordinates ("EPSG:4269"), or
    empty."""

    columns: list[str]
    chunks: Iterator[list[SourceRow]]
    crs: str = ""
    has_geometry: bool = False
