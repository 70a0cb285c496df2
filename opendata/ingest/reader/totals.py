"""Rows at the end of a table that are the totals of the others: published, everything would count twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.codes import Code
from opendata.ingest.reader import values
from opendata.ingest.reader.chunks import Chunk
from opendata.ingest.reader.deciding import INTEGER, NUMBER, Decided, plain_name
from opendata.ingest.reader.finding import floats_of
from opendata.ingest.reader.plans import ColumnPlan
from opendata.ingest.reader.troubles import Troubles
from opendata.ingest.reader.watching import Watch

# So many rows at the end may be totals: of the rows, of the page, of all.
MOST_TOTALS = 3
LEAST_OTHERS = 2
# Sums that people work out are rounded to cents.
ROUNDING, PRECISION = 0.02, 1e-9
_NUMBERS = frozenset({INTEGER, NUMBER})
# As plain_name() writes them, without spaces: `Σ Υ Ν Ο Λ Ο` is one too.
_TOTAL = (
    r"(?:genik[oa]|merik[oa]|grand|overall|sub)?(?:synol[oa]|athroisma(?:ta)?|totals?|sums?)(?:genik[oa])?"
)
_ALONE = re.compile(rf"^{_TOTAL}$")
_FIRST_WORDS = re.compile(
    r"^(?:(?:geniko|genika|meriko|grand|overall) )?(?:synol[oa]|athroisma(?:ta)?|totals?|sum) "
)
# Some letters of each of them: of a million names few are looked at closely.
_MAY_BE = r"(?i)γ ?[εέ] ?ν|μερικ|σ ?[υύ] ?ν|θροισ|grand|overall|total|sum"


def names_a_total(text: str, *, alone: bool) -> bool:
    """`ΓΕΝΙΚΟ ΣΥΝΟΛΟ` stands alone; `Σύνολο δαπανών` goes on, and may be the name of a thing."""
    name = plain_name(text)
    return bool(_ALONE.match(name.replace(" ", ""))) or (not alone and bool(_FIRST_WORDS.match(name)))


def label_of(chunk: Chunk, row: int) -> tuple[int, str]:
    """The first cell of a row that has a letter, with its place; -1 for a row without."""
    for place, column in enumerate(chunk.columns):
        if pa.types.is_string(column.type):
            text = column[row].as_py() or ""
            if any(letter.isalpha() for letter in text):
                return place, text
    return -1, ""


def likely_totals(chunk: Chunk) -> int:
    """How many of the last rows of a file's last chunk call themselves a total."""
    count = 0
    for row in range(len(chunk) - 1, max(-1, len(chunk) - 1 - MOST_TOTALS), -1):
        shaped = chunk.geometry is not None and chunk.geometry[row].is_valid
        if shaped or not names_a_total(label_of(chunk, row)[1], alone=False):
            break
        count += 1
    return count


@dataclass
class Ends:
    """What the last rows came to: lines of totals, and of rows that are called so and perhaps are none.

    `differing` are rows whose number is not what the rows above come to: line, name, column, number, sum.
    """

    totals: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    differing: list[tuple[int, str, str, float, float]] = field(default_factory=list)

    def left_out(self, *, keep_totals: bool, leave_doubtful: bool) -> list[int]:
        """Those that are not published."""
        return sorted([*([] if keep_totals else self.totals), *(self.doubtful if leave_doubtful else [])])

    def tell(self, troubles: Troubles, tail: Chunk | None, left_out: Sequence[int]) -> None:
        """What an editor should know of them, besides that they are left out."""
        for line in self.doubtful:
            if tail is not None and line not in left_out:
                name = label_of(tail, int(np.flatnonzero(tail.lines == line)[0]))[1]
                troubles.add(Code.TOTAL_DOUBTFUL, line, value=name)
        for line, name, column, said, total in self.differing:
            troubles.add(Code.TOTAL_DIFFERS, line, column=column, name=name, said=said, sum=total)


class Totals:
    """Asks of rows that call themselves totals whether they are, by the rows above them.

    One is where its numbers add up, or where it has no value in a column that names every other row.
    """

    def __init__(
        self, tail: Chunk, columns: Sequence[ColumnPlan], decided: Sequence[Decided], watches: Sequence[Watch]
    ) -> None:
        self.tail, self.watches = tail, watches
        self.names = [place for place, one in enumerate(decided) if _names_rows(one, watches[place])]
        self.numbers = [
            column for column, one in zip(columns, decided, strict=True) if {one.type, one.nearly} & _NUMBERS
        ]

    def ends(self, chunks: Callable[[], Iterator[Chunk]]) -> Ends:
        """What the rows are; a row with one below it that is no total is doubtful. `chunks` are all of the file."""
        ends = Ends()
        if not self.watches or self.watches[0].rows < LEAST_OTHERS:
            return ends
        sums, others = self._sums(chunks())
        for row in range(len(self.tail) - 1, -1, -1):
            place, label = label_of(self.tail, row)
            if _occurs_above(chunks(), place, label, self.tail.lines):
                break
            line, adds_up = int(self.tail.lines[row]), self._adds_up(row, sums, others)
            surely = not ends.doubtful and (adds_up or self._is_nameless(row, label))
            (ends.totals if surely else ends.doubtful).insert(0, line)
            if not adds_up:
                ends.differing[:0] = self._difference(row, sums, others)
        return ends

    def _sums(self, chunks: Iterator[Chunk]) -> tuple[Any, Any]:
        sums, others = np.zeros(len(self.numbers)), np.zeros(len(self.numbers), int)
        for chunk in chunks:
            above = ~np.isin(chunk.lines, self.tail.lines)
            for at, column in enumerate(self.numbers):
                numbers = floats_of(chunk, column)[above]
                sums[at] += np.nansum(numbers)
                others[at] += int(np.isfinite(numbers).sum())
        return sums, others

    def _is_nameless(self, row: int, label: str) -> bool:
        nameless = any(not self.tail.columns[name][row].is_valid for name in self.names)
        return nameless and names_a_total(label, alone=True)

    def _adds_up(self, row: int, sums: Any, others: Any) -> bool:
        for at, column in enumerate(self.numbers):
            number = floats_of(self.tail, column)[row]
            near = abs(number - sums[at]) <= ROUNDING + PRECISION * abs(sums[at])
            if near and abs(number) > ROUNDING and others[at] >= LEAST_OTHERS:
                return True
        return False

    def _difference(self, row: int, sums: Any, others: Any) -> list[tuple[int, str, str, float, float]]:
        """Of the first column that has a number there; none where no column has."""
        for at, column in enumerate(self.numbers):
            number = floats_of(self.tail, column)[row]
            if np.isfinite(number) and abs(number) > ROUNDING and others[at] >= LEAST_OTHERS:
                name, line = label_of(self.tail, row)[1], int(self.tail.lines[row])
                return [(line, name, column.label or column.key, float(number), round(float(sums[at]), 6))]
        return []


def _names_rows(decided: Decided, watch: Watch) -> bool:
    """A column of words or days that every row has a value in, or of numbers that are all different (1, 2, 3)."""
    if not watch.rows or watch.nulls or decided.type == NUMBER or decided.nearly in _NUMBERS:
        return False
    return decided.type != INTEGER or watch.is_unique()


def _occurs_above(chunks: Iterator[Chunk], place: int, label: str, tail: Any) -> bool:
    """A word that other rows have in that column too is a category."""
    wanted = plain_name(label)
    for chunk in chunks:
        above = chunk.only(~np.isin(chunk.lines, tail))
        texts = values.as_text(above.columns[place])
        likely = texts.filter(pc.match_substring_regex(texts, _MAY_BE)).unique().drop_null().to_pylist()
        if any(plain_name(text) == wanted for text in likely):
            return True
    return False


def without_totals(chunk: Chunk, lines: Sequence[int], troubles: Troubles) -> Chunk:
    """The other rows; the totals are told."""
    if not lines or not len(chunk) or chunk.lines[-1] < lines[0]:
        return chunk
    these = np.isin(chunk.lines, lines)
    for row in np.flatnonzero(these):
        troubles.add(Code.TOTAL_ROW, chunk.lines[row], value=label_of(chunk, int(row))[1])
    return chunk.only(~these) if these.any() else chunk
