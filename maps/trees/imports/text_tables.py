"""CSV and its relatives: encoding and delimiter are found out from the bytes."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from maps.trees.errors import UnreadableFile
from maps.trees.imports.table import CHUNK_ROWS, SourceRow, SourceTable

LOOKED_AT = 256 * 1024
DELIMITERS = ",;\t|"
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
csv.field_size_limit(1_000_000)


def open_text_table(path: Path) -> SourceTable:
    """Raises UnreadableFile for what is no table of text."""
    encoding = find_encoding(path)
    delimiter = find_delimiter(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        header = next((row for row in csv.reader(file, delimiter=delimiter) if any(row)), None)
    if header is None:
        raise UnreadableFile(_("The file is empty."))
    columns = [name.strip() for name in header]
    return SourceTable(columns=columns, chunks=_chunks(path, encoding, delimiter, len(columns)))


def _chunks(path: Path, encoding: str, delimiter: str, width: int) -> Iterator[list[SourceRow]]:
    with path.open(encoding=encoding, newline="") as file:
        rows = _numbered(file, delimiter, width)
        next(rows, None)  # the header
        while chunk := list(islice(rows, CHUNK_ROWS)):
            yield chunk


def _numbered(file: Iterator[str], delimiter: str, width: int) -> Iterator[SourceRow]:
    """Rows that are not blank, each with the line on which it begins; short ones are filled up."""
    reader = csv.reader(file, delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield SourceRow(begins, [*row, *[""] * (width - len(row))][:width])
            begins = reader.line_num + 1
    except csv.Error as problem:
        message = _("The file cannot be read beyond line %(line)s.") % {"line": reader.line_num}
        raise UnreadableFile(message) from problem


def find_encoding(path: Path) -> str:
    """A name for `open()`: UTF-8 where the bytes allow it, else the Greek or the Western one that fits
    them best."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:
        raise UnreadableFile
    if _is_utf8(path):
        return "utf-8-sig"
    return _single_byte_encoding(path.read_bytes() if path.stat().st_size <= LOOKED_AT else start)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(LOOKED_AT):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _single_byte_encoding(data: bytes) -> str:
    """Greek words are unbroken runs of high bytes; in Western text a high byte stands among plain letters."""
    runs = _HIGH_RUN.findall(data)
    in_long_runs = sum(len(run) for run in runs if len(run) > 1)
    controls = bool(re.search(rb"[\x80-\x9f]", data))
    if runs and in_long_runs * 2 < sum(map(len, runs)):
        return "cp1252" if controls else "iso-8859-1"
    # The two Greek code pages differ in the capital alpha with an accent: A2 in the one, B6 in the other.
    windows, iso = len(re.findall(rb"\xa2[\xc0-\xfe]", data)), len(re.findall(rb"\xb6[\xc0-\xfe]", data))
    encoding = "iso-8859-7" if iso > windows and not controls else "cp1253"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return "iso-8859-1"
    return encoding


def find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that cuts the first rows into equally many cells, and most of them."""
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        lines = [line for line in islice(file, 60) if line.strip()]
    if not lines:
        raise UnreadableFile(_("The file is empty."))
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = (times / sum(widths.values()) if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = delimiter, score
    if best_score[0] == 0.0:
        raise UnreadableFile(_("This file is no table: its rows have a single column."))
    return best
