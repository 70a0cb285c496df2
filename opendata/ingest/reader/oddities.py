"""Columns that are text only because of a few of their values: which rows these are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from opendata.ingest.codes import Code
from opendata.ingest.reader import values
from opendata.ingest.reader.chunks import Chunk
from opendata.ingest.reader.deciding import INTEGER, NUMBER, TEXT, Decided
from opendata.ingest.reader.plans import ColumnPlan
from opendata.ingest.reader.troubles import SHOWN_CHARACTERS, Troubles

NAMED = 5


@dataclass
class Oddity:
    """One such column. `kind` is the type of nearly all of its values, `odd` the first others with their lines."""

    column: ColumnPlan
    kind: str
    fitting: int = 0
    misfits: int = 0
    odd: list[tuple[int, str]] = field(default_factory=list)

    def look(self, chunk: Chunk, zone: str) -> None:
        """One chunk."""
        assert self.column.place is not None
        source = chunk.columns[self.column.place]
        typed = values.convert(
            source, self.kind, decimal=self.column.decimal, order=self.column.dates, zone=zone
        )
        self.fitting += len(typed.values) - typed.values.null_count
        self.misfits += len(typed.bad)
        some = typed.bad[: NAMED - len(self.odd)]
        if len(some):
            written = values.as_text(source.take(pa.array(some))).to_pylist()
            lines = map(int, chunk.lines[some])
            self.odd += [(line, text[:SHOWN_CHARACTERS]) for line, text in zip(lines, written, strict=True)]


class Oddities:
    """All of them; a column that an editor has given another type is none any more."""

    def __init__(self, columns: Sequence[ColumnPlan], decided: Sequence[Decided], zone: str) -> None:
        self.zone = zone
        self.all = [
            Oddity(column, decided[column.place].nearly)
            for column in columns
            if column.place is not None and column.type == TEXT and decided[column.place].nearly
        ]

    def take(self, chunk: Chunk) -> None:
        """One chunk."""
        for one in self.all:
            one.look(chunk, self.zone)

    def tell(self, troubles: Troubles) -> None:
        """After the last chunk."""
        for one in self.all:
            if one.misfits:
                troubles.add(
                    Code.NEARLY_NUMBERS if one.kind in (INTEGER, NUMBER) else Code.NEARLY_DATES,
                    column=one.column.label,
                    fitting=one.fitting,
                    filled=one.fitting + one.misfits,
                    odd=one.odd,
                    more=one.misfits - len(one.odd),
                )
