"""Values that can be read in two ways, and in which way they were: with the rows that they are in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.codes import Code
from opendata.ingest.reader import dates, decimals, values
from opendata.ingest.reader.chunks import Chunk
from opendata.ingest.reader.deciding import DATE, DATETIME, INTEGER, NUMBER, Decided
from opendata.ingest.reader.oddities import NAMED
from opendata.ingest.reader.plans import ColumnPlan
from opendata.ingest.reader.troubles import SHOWN_CHARACTERS, Troubles
from opendata.ingest.reader.watching import Watch


@dataclass
class Doubt:
    """One column. `find` tells of its values which can be read in two ways, `odd` are the first with their lines."""

    column: ColumnPlan
    find: Callable[[pa.Array], Any]
    count: int = 0
    odd: list[tuple[int, str]] = field(default_factory=list)

    def look(self, chunk: Chunk) -> None:
        """One chunk; each different value is asked about once."""
        assert self.column.place is not None
        coded = values.as_text(chunk.columns[self.column.place]).dictionary_encode()
        open_ones = pa.array(self.find(coded.dictionary), pa.bool_())
        where = np.flatnonzero(open_ones.take(coded.indices).fill_null(False).to_numpy(zero_copy_only=False))
        self.count += len(where)
        self._name(chunk, coded, where)

    def _name(self, chunk: Chunk, coded: Any, where: Any) -> None:
        """The first rows of different values: one that stands in a thousand rows need not be read five times."""
        _different, first = np.unique(coded.indices.take(pa.array(where)).to_numpy(), return_index=True)
        for row in where[np.sort(first)]:
            if len(self.odd) >= NAMED:
                return
            written = coded.dictionary[coded.indices[row].as_py()].as_py()[:SHOWN_CHARACTERS]
            if all(written != known for _line, known in self.odd):
                self.odd.append((int(chunk.lines[row]), written))


class Doubts:
    """All columns whose numbers leave their decimals open, and whose years have two digits."""

    def __init__(
        self, columns: Sequence[ColumnPlan], decided: Sequence[Decided], watches: Sequence[Watch], zone: str
    ) -> None:
        self.zone = zone
        self.all: list[Doubt] = []
        for column in columns:
            if column.place is None:
                continue
            asked = decided[column.place].doubtful and not column.chosen_decimal
            if column.type in (INTEGER, NUMBER) and asked:
                self.all.append(Doubt(column, decimals.are_open))
            elif column.type in (DATE, DATETIME) and watches[column.place].short_years:
                self.all.append(Doubt(column, self._supplied(column)))

    def _supplied(self, column: ColumnPlan) -> Callable[[pa.Array], Any]:
        def find(written: pa.Array) -> Any:
            days = dates.read(written, column.dates, self.zone)
            return dates.are_short(written) & pc.is_valid(days).to_numpy(zero_copy_only=False)

        return find

    def take(self, chunk: Chunk) -> None:
        """One chunk."""
        for one in self.all:
            one.look(chunk)

    def tell(self, troubles: Troubles) -> None:
        """After the last chunk."""
        for one in self.all:
            if not one.count:
                continue
            first = one.odd[0][1]
            code, meant = self._meaning(one.column, first)
            # Which century it was differs from year to year; of decimals one example tells of all.
            each = (
                [self._meaning(one.column, text)[1] for _line, text in one.odd]
                if code is Code.CENTURIES_SUPPLIED
                else []
            )
            troubles.add(
                code,
                column=one.column.label,
                odd=one.odd,
                more=one.count - len(one.odd),
                written=first,
                meant=meant,
                meanings=each,
                last=dates.last_short_year(),
            )

    def _meaning(self, column: ColumnPlan, written: str) -> tuple[Code, Any]:
        kind = DATE if column.type in (DATE, DATETIME) else NUMBER
        typed = values.convert(
            pa.array([written], pa.string()), kind, decimal=column.decimal, order=column.dates, zone=self.zone
        )
        meant = typed.values[0].as_py()
        if kind == DATE:
            return Code.CENTURIES_SUPPLIED, str(meant)
        thousands = decimals.is_of_thousands(written, column.decimal)
        return (Code.THOUSANDS_TAKEN if thousands else Code.DECIMALS_TAKEN), meant
