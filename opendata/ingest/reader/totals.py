"""Rows at the end of a table that are the totals of the others: published, everything would count twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.codes import Code
from opendata.ingest.reader import values
from opendata.ingest.reader.chunks import Chunk
from opendata.ingest.reader.deciding import INTEGER, NUMBER, TEXT, Decided, plain_name
from opendata.ingest.reader.finding import floats_of
from opendata.ingest.reader.plans import ColumnPlan
from opendata.ingest.reader.troubles import Troubles
from opendata.ingest.reader.watching import Watch

# So many rows at the end may be totals: of the rows, of the page, of all.
MOST_TOTALS = 3
LEAST_OTHERS = 2
# Sums that people work out are rounded to cents.
ROUNDING, PRECISION = 0.02, 1e-9
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


class Totals:
    """Asks of rows that call themselves totals whether they are, by the rows above them.

    One is where its numbers add up, or where it has no value in a column that names every other row.
    """

    def __init__(
        self, tail: Chunk, columns: Sequence[ColumnPlan], decided: Sequence[Decided], watches: Sequence[Watch]
    ) -> None:
        self.tail, self.watches = tail, watches
        self.names = [
            place
            for place, one in enumerate(decided)
            if one.type in (TEXT, INTEGER) and watches[place].is_unique()
        ]
        self.numbers = [column for column in columns if column.type in (INTEGER, NUMBER)]

    def lines(self, chunks: Callable[[], Iterator[Chunk]]) -> list[int]:
        """Those of the rows that are totals, with none below them that is not. `chunks` are all of the file."""
        if not self.watches or self.watches[0].rows < LEAST_OTHERS:
            return []
        sums, others = self._sums(chunks())
        found: list[int] = []
        for row in range(len(self.tail) - 1, -1, -1):
            if not self._is_total(row, sums, others, chunks):
                break
            found.append(int(self.tail.lines[row]))
        return found[::-1]

    def _sums(self, chunks: Iterator[Chunk]) -> tuple[Any, Any]:
        sums, others = np.zeros(len(self.numbers)), np.zeros(len(self.numbers), int)
        for chunk in chunks:
            above = ~np.isin(chunk.lines, self.tail.lines)
            for at, column in enumerate(self.numbers):
                numbers = floats_of(chunk, column)[above]
                sums[at] += np.nansum(numbers)
                others[at] += int(np.isfinite(numbers).sum())
        return sums, others

    def _is_total(self, row: int, sums: Any, others: Any, chunks: Callable[[], Iterator[Chunk]]) -> bool:
        place, label = label_of(self.tail, row)
        if self._adds_up(row, sums, others):
            return not _occurs_above(chunks(), place, label, self.tail.lines)
        nameless = any(not self.tail.columns[name][row].is_valid for name in self.names)
        return (
            nameless
            and names_a_total(label, alone=True)
            and not _occurs_above(chunks(), place, label, self.tail.lines)
        )

    def _adds_up(self, row: int, sums: Any, others: Any) -> bool:
        for at, column in enumerate(self.numbers):
            number = floats_of(self.tail, column)[row]
            near = abs(number - sums[at]) <= ROUNDING + PRECISION * abs(sums[at])
            if near and abs(number) > ROUNDING and others[at] >= LEAST_OTHERS:
                return True
        return False


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
