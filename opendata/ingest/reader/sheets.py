"""OpenDocument spreadsheets, streamed: one long XML file whose rows and cells may be repeated."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from opendata.ingest.codes import Kind, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.archives import open_entry
from opendata.ingest.reader.chunks import MOST_COLUMNS, MOST_ROWS, LayerInfo, Source, Wishes, choose_layer
from opendata.ingest.reader.excel_formats import written_share
from opendata.ingest.reader.tabulating import NumberedRow, tabulate
from opendata.ingest.reader.troubles import Troubles

BLOCK = 256 * 1024
TABLE, ROW, TEXT = "table:table", "table:table-row", "text:p"
CELLS = ("table:table-cell", "table:covered-table-cell")
SPACES, BREAKS, NOTES = "text:s", "text:line-break", "office:annotation"


def open_sheets(archive: zipfile.ZipFile, wishes: Wishes, troubles: Troubles) -> Source:
    """The sheet that is wished for, else the first with a table. Raises FileRefused."""
    layers = _list(archive)
    names = [layer.name for layer in layers]
    if not names:
        raise FileRefused(Refusal.NO_TABLE)
    # A note on a cover, of one row, is no table.
    likely = [one.name for least in (2, 1) for one in layers if (one.rows or 0) >= least]
    name = choose_layer(wishes.layer, names, likely[0] if likely else names[0])
    size = max(archive.getinfo("content.xml").file_size, 1)
    parser = Sheets(names.index(name))
    table = tabulate(_rows(archive, parser), troubles, wishes.header_row)
    return Source(
        kind=Kind.ODS,
        labels=table.labels,
        chunks=table.chunks,
        layers=layers,
        layer=name,
        header_row=table.header_row,
        with_decimals=parser.with_decimals,
        done=lambda: min(parser.read / size, 1.0),
    )


def _list(archive: zipfile.ZipFile) -> list[LayerInfo]:
    parser = Sheets(None)
    for _row in _rows(archive, parser):
        pass
    return [LayerInfo(name, rows) for name, rows in zip(parser.names, parser.filled, strict=True)]


def _rows(archive: zipfile.ZipFile, parser: Sheets) -> Iterator[NumberedRow]:
    with open_entry(archive, "content.xml") as file:
        while block := file.read(BLOCK):
            yield from parser.feed(block)
        yield from parser.feed(b"", last=True)


class Sheets:
    """Rows of one sheet (by its place) while the XML goes by; None only names the sheets and counts."""

    def __init__(self, wanted: int | None) -> None:
        self.wanted = wanted
        self.names: list[str] = []
        self.filled: list[int] = []
        self.read = 0
        self.ready: deque[NumberedRow] = deque()
        self.number = 0
        self.depth = 0
        self.cells: list[Any] = []
        self.row_repeats = self.cell_repeats = 1
        self.value: str | None = None
        self.is_number = False
        # Places of columns in which numbers have decimals.
        self.with_decimals: set[int] = set()
        self.text: list[str] = []
        self.in_cell = self.in_note = False
        self.paragraphs = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = _refuse

    def feed(self, block: bytes, *, last: bool = False) -> Iterator[NumberedRow]:
        """Takes in a piece of the file and gives the rows that it completed."""
        self.read += len(block)
        try:
            self.parser.Parse(block, last)
        except expat.ExpatError as problem:
            raise FileRefused(Refusal.UNREADABLE) from problem
        while self.ready:
            yield self.ready.popleft()

    def _here(self) -> bool:
        return self.wanted is None or len(self.names) - 1 == self.wanted

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == TABLE:
            self.depth += 1
            if self.depth == 1:
                self.names.append(attributes.get("table:name", ""))
                self.filled.append(0)
                self.number = 0
        elif self.depth != 1 or not self._here():
            return
        elif name == ROW:
            self.cells = []
            self.row_repeats = _repeats(attributes, "table:number-rows-repeated")
        elif name in CELLS:
            self.in_cell, self.text, self.paragraphs = True, [], 0
            self.cell_repeats = _repeats(attributes, "table:number-columns-repeated")
            self.value = _value(attributes)
            self.is_number = attributes.get("office:value-type") in NUMBERS
        elif self.in_cell:
            self._start_in_cell(name, attributes)

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == NOTES:
            self.in_note = True
        elif name == TEXT and not self.in_note:
            self.paragraphs += 1
            if self.paragraphs > 1:
                self.text.append("\n")
        elif name == SPACES:
            self.text.append(" " * min(_repeats(attributes, "text:c"), 100))
        elif name == BREAKS:
            self.text.append("\n")

    def _characters(self, data: str) -> None:
        if self.in_cell and self.paragraphs and not self.in_note:
            self.text.append(data)

    def _end(self, name: str) -> None:
        if name == TABLE:
            self.depth -= 1
        elif self.depth != 1 or not self._here():
            return
        elif name == NOTES:
            self.in_note = False
        elif name in CELLS:
            self._end_cell()
        elif name == ROW:
            self._end_row()

    def _end_cell(self) -> None:
        self.in_cell = False
        value = self.value if self.value is not None else "".join(self.text)
        # Empty cells are repeated to the edge of the sheet; they count only if another one follows.
        room = MOST_COLUMNS + 1 - len(self.cells)
        repeats = min(self.cell_repeats, max(room, 0))
        if self.is_number and "." in value:
            self.with_decimals.update(range(len(self.cells), len(self.cells) + repeats))
        self.cells.extend([value or None] * repeats)

    def _end_row(self) -> None:
        while self.cells and self.cells[-1] is None:
            self.cells.pop()
        if self.cells:
            if self.row_repeats > MOST_ROWS:
                raise FileRefused(Refusal.TOO_MANY_ROWS, {"limit": MOST_ROWS})
            self.filled[-1] += self.row_repeats
            if self.wanted is not None:
                for repeat in range(self.row_repeats):
                    self.ready.append((self.number + repeat + 1, list(self.cells)))
        self.number += self.row_repeats


def _refuse(*_arguments: Any) -> None:
    raise FileRefused(Refusal.UNSAFE_CONTENT, {"name": "DOCTYPE"})


def _repeats(attributes: dict[str, str], name: str) -> int:
    written = attributes.get(name, "1")
    return max(1, int(written)) if written.isdecimal() and len(written) < 10 else 1


def _plain_number(written: str) -> str:
    try:
        number = float(written)
    except ValueError:
        return written
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)


def _share(written: str) -> str:
    try:
        return written_share(float(written))
    except ValueError:
        return written


NUMBERS = frozenset({"float", "percentage", "currency"})
_BY_TYPE: dict[str, tuple[str, Callable[[str], str]]] = {
    "float": ("office:value", _plain_number),
    "percentage": ("office:value", _share),
    "currency": ("office:value", _plain_number),
    "date": ("office:date-value", lambda text: text.replace("T00:00:00", "")),
    "boolean": ("office:boolean-value", str),
    "string": ("office:string-value", str),
}


def _value(attributes: dict[str, str]) -> str | None:
    """What the cell holds, by its type; None where the text that is shown is all there is."""
    known = _BY_TYPE.get(attributes.get("office:value-type", ""))
    if known is None or known[0] not in attributes:
        return None
    return known[1](attributes[known[0]])
