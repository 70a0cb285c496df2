"""The first look at a file: every value goes by once, and each column gets its type."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from opendata.ingest.codes import Code, Personal, Stage
from opendata.ingest.reader.chunks import Chunk, Source
from opendata.ingest.reader.deciding import TEXT, Decided, decide
from opendata.ingest.reader.decimals import Manner, writes_commas
from opendata.ingest.reader.finding import is_coordinate
from opendata.ingest.reader.keys import keys_of
from opendata.ingest.reader.messages import Messages
from opendata.ingest.reader.persons import beside_surnames
from opendata.ingest.reader.plans import ColumnPlan
from opendata.ingest.reader.spooling import Spool
from opendata.ingest.reader.totals import Ends, Totals, likely_totals
from opendata.ingest.reader.troubles import Troubles
from opendata.ingest.reader.values import as_text
from opendata.ingest.reader.watching import Watch, Watches

SAMPLE_ROWS = 20
SAMPLE_CHARACTERS = 300
# Reading takes this share of the time, checking the rest.
READING_SHARE = 0.6


@dataclass
class Seen:
    """What the first look found. `ends` are the last rows, where these are called as totals are (`tail`)."""

    source: Source
    watches: list[Watch]
    decided: list[Decided]
    keys: list[str]
    rows: int
    sample: Sample
    ends: Ends = field(default_factory=Ends)
    tail: Chunk | None = None
    # Lines of those that are not published.
    left_out: list[int] = field(default_factory=list)
    # Places of columns with neither a name nor a value.
    no_columns: frozenset[int] = frozenset()


def look_through(
    source: Source, spool: Spool, messages: Messages, *, keep_totals: bool, leave_doubtful: bool
) -> Seen:
    """Goes through all chunks and lays them into the spool, which is closed then. Totals say nothing of a column.

    Not where the editor keeps them: then they are rows as all others. `leave_doubtful`: what is only called so is
    taken for a total too.
    """
    watches, sample = Watches(len(source.labels)), Sample()
    last: Chunk | None = None
    rows = 0
    for chunk in source.chunks:
        if last is not None:
            _take(last, watches, sample)
        last = chunk
        spool.put(chunk)
        rows += len(chunk)
        messages.progress(source.done() * READING_SHARE, Stage.READING)
    spool.close()
    tail = likely_totals(last) if last is not None else 0
    if last is not None:
        _take(_rows(last, 0, len(last) - tail), watches, sample)
    seen = Seen(source, watches.columns, _decided(watches, source), keys_of(source.labels), rows, sample)
    if last is not None and tail:
        ends = seen.tail = _rows(last, len(last) - tail, len(last))
        seen.ends = Totals(ends, plans_of(seen), seen.decided, watches.columns).ends(spool.chunks)
        seen.left_out = seen.ends.left_out(keep_totals=keep_totals, leave_doubtful=leave_doubtful)
        others = ends.only(~np.isin(ends.lines, seen.left_out))
        if len(others):
            _take(others, watches, sample)
            seen.decided = _decided(watches, source)
    return seen


def _rows(chunk: Chunk, first: int, end: int) -> Chunk:
    these = np.zeros(len(chunk), bool)
    these[first:end] = True
    return chunk if these.all() else chunk.only(these)


def _take(chunk: Chunk, watches: Watches, sample: Sample) -> None:
    watches.look(chunk.columns)
    sample.take(chunk)


def _decided(watches: Watches, source: Source) -> list[Decided]:
    labels, native = source.labels, source.with_decimals
    # Numbers of a workbook do not say how people write theirs in the texts beside them.
    votes = [0 if place in native else writes_commas(watch) for place, watch in enumerate(watches.columns)]
    # Nobody's budget is written as the coordinates beside it are.
    by_people = [0 if is_coordinate(label) else vote for vote, label in zip(votes, labels, strict=True)]
    plain, of_amounts = Manner.of(votes, source.delimiter), Manner.of(by_people, source.delimiter)
    decided = [
        decide(
            watch,
            label,
            of_amounts if watch.amounts else plain,
            native=place in native,
            named=is_coordinate(label),
        )
        for place, (watch, label) in enumerate(zip(watches.columns, labels, strict=True))
    ]
    for place in beside_surnames(labels):
        if decided[place].type == TEXT and decided[place].personal is Personal.NONE:
            decided[place].personal = Personal.NAME
    return decided


def plans_of(seen: Seen) -> list[ColumnPlan]:
    """Each column as it was found."""
    return [
        ColumnPlan(place, label, key, one.type, one.decimal, one.dates)
        for place, (label, key, one) in enumerate(
            zip(seen.source.labels, seen.keys, seen.decided, strict=True)
        )
    ]


class Sample:
    """The first rows, as texts."""

    def __init__(self) -> None:
        self.rows: list[list[str | None]] = []
        self.lines: list[int] = []

    def take(self, chunk: Chunk) -> None:
        """One chunk."""
        if len(self.rows) < SAMPLE_ROWS:
            count = SAMPLE_ROWS - len(self.rows)
            self.rows.extend(_sample(chunk, count))
            self.lines.extend(map(int, chunk.lines[:count]))


def _sample(chunk: Chunk, count: int) -> list[list[str | None]]:
    columns = [as_text(column.slice(0, count)).to_pylist() for column in chunk.columns]
    if not columns:
        return [[] for _row in range(min(count, len(chunk)))]
    return [
        [None if cell is None else cell[:SAMPLE_CHARACTERS] for cell in row]
        for row in zip(*columns, strict=True)
    ]


def tell_of_headers(source: Source, left_out: frozenset[int], troubles: Troubles) -> None:
    """Columns without a name (but those that are left out), and several with one."""
    for label in dict.fromkeys(source.labels):
        count = source.labels.count(label) if len(source.labels) < 2000 else 1
        if label and count > 1:
            troubles.add(Code.HEADER_REPEATED, source.header_row or None, column=label, count=count)
    if source.header_row > 0:
        for place, label in enumerate(source.labels):
            if not label and place not in left_out:
                troubles.add(Code.HEADER_EMPTY, source.header_row, place=place + 1)
