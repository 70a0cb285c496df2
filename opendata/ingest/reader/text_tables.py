"""CSV and its relatives, streamed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from opendata.ingest.codes import DELIMITERS, Code, Kind, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.chunks import Source, Wishes
from opendata.ingest.reader.encodings import check_encoding, find_encoding
from opendata.ingest.reader.tabulating import NumberedRow, tabulate
from opendata.ingest.reader.troubles import Troubles

LONGEST_FIELD = 64 * 1024 * 1024
LOOKED_AT_LINES = 200
csv.field_size_limit(LONGEST_FIELD)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


def open_text_table(path: Path, wishes: Wishes, troubles: Troubles) -> Source:
    """Raises FileRefused for what is no table of text."""
    encoding = check_encoding(wishes.encoding) if wishes.encoding else find_encoding(path)
    delimiter = wishes.delimiter or find_delimiter(path, encoding)
    if delimiter not in DELIMITERS:
        raise FileRefused(Refusal.NO_TABLE)
    size = max(path.stat().st_size, 1)
    raw = path.open("rb")
    lines = Lines(raw, encoding, troubles)
    table = tabulate(_rows(lines, delimiter), troubles, wishes.header_row)
    return Source(
        kind=Kind.CSV,
        labels=table.labels,
        chunks=table.chunks,
        encoding=encoding,
        delimiter=delimiter,
        header_row=table.header_row,
        done=lambda: 1.0 if raw.closed else raw.tell() / size,
    )


class Lines:
    """The lines of a text; characters that cannot be read are told, and NUL is dropped."""

    def __init__(self, raw: Any, encoding: str, troubles: Troubles) -> None:
        self.text = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
        self.encoding = encoding
        self.troubles = troubles
        self.quotes = 0

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self.text, start=1):
            text = line
            if not text.isascii() and "\ufffd" in text:
                self.troubles.add(Code.BAD_CHARACTERS, number, encoding=self.encoding)
            self.quotes += text.count('"')
            if "\0" in text:
                text = text.replace("\0", "")
            yield text


def _rows(lines: Lines, delimiter: str) -> Iterator[NumberedRow]:
    """Rows, each with the line on which it begins."""
    reader = csv.reader(lines, delimiter=delimiter)
    begins = last = 1
    try:
        for row in reader:
            last = begins
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem
    if lines.quotes % 2 and reader.line_num > last:
        lines.troubles.add(Code.FILE_CUT_SHORT, last)


def find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that cuts the first rows into equally many cells, and most of them; a comma for none."""
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        lines = [line for line in islice(file, LOOKED_AT_LINES) if line.strip()]
    if not lines:
        raise FileRefused(Refusal.EMPTY)
    scores = {delimiter: _score(lines, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if best == ",":
        # Rows of `1,5;2,5` have as many commas as semicolons, but no cell ends at one.
        other = max(DELIMITERS[1:], key=lambda delimiter: scores[delimiter])
        without = [_DECIMAL_COMMA.sub("", line) for line in lines]
        if scores[other][1] > 1 and scores[other][0] >= scores[best][0] and _score(without, ",")[1] <= 1:
            best = other
    return best


def _score(lines: list[str], delimiter: str) -> tuple[float, int]:
    """How regularly it cuts, and into how many cells."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return round(times / sum(widths.values()), 1) if width > 1 else 0.0, width
