"""Rows of a sheet while its XML goes by; cells as texts that leave no doubt of what they are."""

from __future__ import annotations

from collections.abc import Iterator

from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.chunks import MOST_COLUMNS
from opendata.ingest.reader.excel_formats import DAY, PLAIN, SHARE, written_date, written_share
from opendata.ingest.reader.excel_xml import feed, parser
from opendata.ingest.reader.tabulating import NumberedRow

DIGITS = "0123456789"


class SheetParser:
    """Gives the rows that have a value, with their numbers."""

    def __init__(self, strings: list[str], styles: list[str], *, since_1904: bool) -> None:
        self.strings, self.styles, self.since_1904 = strings, styles, since_1904
        # Places of columns in which numbers have decimals.
        self.with_decimals: set[int] = set()
        self.read = 0
        self.ready: list[NumberedRow] = []
        self.number = 0
        self.cells: list[str | None] = []
        self.place = 0
        self.kind = ""
        self.style = PLAIN
        self.text: list[str] = []
        self.in_value = False
        self.places: dict[str, int] = {}
        self.prefix: str | None = None
        self.made = parser()
        self.made.StartElementHandler = self._first
        self.made.EndElementHandler = self._end
        self.made.CharacterDataHandler = self._characters

    def feed(self, block: bytes, *, last: bool = False) -> Iterator[NumberedRow]:
        """Takes in a piece of the sheet and gives the rows that it completed."""
        self.read += len(block)
        feed(self.made, block, last)
        rows, self.ready = self.ready, []
        return iter(rows)

    def _first(self, name: str, _attributes: dict[str, str]) -> None:
        """The root tells with what prefix all names begin."""
        prefix = name[: name.index(":") + 1] if ":" in name else ""
        self.row, self.cell = f"{prefix}row", f"{prefix}c"
        self.values = (f"{prefix}v", f"{prefix}t")
        self.made.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.cell:
            place = attributes.get("r")
            self.place = len(self.cells) if place is None else self._place(place)
            self.kind = attributes.get("t", "n")
            style = attributes.get("s")
            self.style = PLAIN if style is None else self._style(style)
            self.text = []
        elif name in self.values:
            self.in_value = True
        elif name == self.row:
            number = attributes.get("r", "")
            self.number = int(number) if number.isdecimal() and len(number) < 10 else self.number + 1
            self.cells = []

    def _place(self, reference: str) -> int:
        letters = reference.rstrip(DIGITS)
        place = self.places.get(letters)
        if place is None:
            place = 0
            for letter in letters[:4]:
                place = place * 26 + max(ord(letter) - 64, 1)
            self.places[letters] = place = place - 1
        return place

    def _style(self, style: str) -> str:
        number = int(style) if style.isdecimal() and len(style) < 8 else 0
        return self.styles[number] if number < len(self.styles) else PLAIN

    def _characters(self, data: str) -> None:
        if self.in_value:
            self.text.append(data)

    def _end(self, name: str) -> None:
        if name in self.values:
            self.in_value = False
        elif name == self.cell:
            if self.text:
                self._put("".join(self.text))
        elif name == self.row and self.cells:
            self.ready.append((self.number, self.cells))

    def _put(self, written: str) -> None:
        if self.kind == "s":
            value: str | None = self._shared(written)
        elif self.kind == "n":
            value = self._plain(written)
        elif self.kind == "b":
            value = "true" if written == "1" else "false"
        else:
            value = written
        if not value:
            return
        missing = self.place - len(self.cells)
        if missing > 0:
            if self.place > MOST_COLUMNS:
                return
            self.cells.extend([None] * missing)
        self.cells.append(value)

    def _shared(self, written: str) -> str:
        number = int(written) if written.isdecimal() and len(written) < 10 else len(self.strings)
        if number >= len(self.strings):
            raise FileRefused(Refusal.UNREADABLE)
        return self.strings[number]

    def _plain(self, written: str) -> str:
        if not self.style and written.isdecimal() and len(written) < 16:
            return written
        try:
            number = float(written)
        except ValueError:
            return written
        if self.style == DAY:
            day = written_date(number, since_1904=self.since_1904)
            if day is not None:
                return day
        if self.style == SHARE:
            plain = written_share(number)
        else:
            plain = str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
        if "." in plain:
            self.with_decimals.add(self.place)
        return plain
