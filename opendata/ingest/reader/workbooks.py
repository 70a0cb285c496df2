"""Excel workbooks, streamed: values as they were last worked out, never links or formulas."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from opendata.ingest.codes import Code, Kind, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.archives import open_entry
from opendata.ingest.reader.chunks import LayerInfo, Source, Wishes, choose_layer
from opendata.ingest.reader.excel_formats import style_of
from opendata.ingest.reader.excel_rows import SheetParser
from opendata.ingest.reader.excel_xml import Strings, elements
from opendata.ingest.reader.tabulating import NumberedRow, first_of, holds_rows, tabulate
from opendata.ingest.reader.troubles import Troubles

BLOCK = 256 * 1024
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s[^>]*ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_TRUE = ("1", "true", "on")


@dataclass
class Book:
    """What is needed of a workbook besides its rows."""

    archive: zipfile.ZipFile
    sheets: dict[str, str]
    styles: list[str]
    strings: list[str]
    since_1904: bool


def open_workbook(archive: zipfile.ZipFile, wishes: Wishes, troubles: Troubles) -> Source:
    """The sheet that is wished for, else the first with a table. Raises FileRefused."""
    if any(name.startswith("xl/externalLinks/") for name in archive.namelist()):
        troubles.add(Code.LINKS_NOT_FOLLOWED)
    book = _book(archive)
    if not book.sheets:
        raise FileRefused(Refusal.NO_TABLE)
    layers = [LayerInfo(name, _rows_said(archive, path)) for name, path in book.sheets.items()]
    name = choose_layer(wishes.layer, list(book.sheets), "") or _first_with_table(book)
    path = book.sheets[name]
    size = max(archive.getinfo(path).file_size, 1)
    parser = _parser(book)
    table = tabulate(_rows(book, path, parser), troubles, wishes.header_row)
    return Source(
        kind=Kind.XLSX,
        labels=table.labels,
        chunks=table.chunks,
        layers=layers,
        layer=name,
        header_row=table.header_row,
        with_decimals=parser.with_decimals,
        done=lambda: min(parser.read / size, 1.0),
    )


def _book(archive: zipfile.ZipFile) -> Book:
    root = "xl/workbook.xml"
    targets = {}
    for _name, known in elements(archive, "xl/_rels/workbook.xml.rels", {"Relationship"}):
        target = known.get("Target", "")
        path = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        )
        targets[known.get("Id", "")] = (known.get("Type", "").rpartition("/")[2], path)
    sheets, since_1904 = {}, False
    for name, known in elements(archive, root, {"sheet", "workbookPr"}):
        if name == "workbookPr":
            since_1904 = known.get("date1904", "") in _TRUE
            continue
        link = next((value for key, value in known.items() if key.rpartition(":")[2] == "id"), "")
        kind, path = targets.get(link, ("", ""))
        if kind == "worksheet" and path in archive.namelist():
            sheets[known.get("name", path)] = path
    return Book(archive, sheets, _styles(archive), _strings(archive), since_1904)


def _styles(archive: zipfile.ZipFile) -> list[str]:
    """Of each style of cells, whether it shows days, shares or plain numbers."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    codes: dict[int, str] = {}
    styles: list[str] = []
    inside = False
    for name, known in elements(archive, "xl/styles.xml", {"numFmt", "cellXfs", "cellStyles", "xf"}):
        if name == "numFmt":
            codes[_number(known.get("numFmtId"))] = known.get("formatCode", "")
        elif name != "xf":
            inside = name == "cellXfs"
        elif inside:
            number = _number(known.get("numFmtId"))
            styles.append(style_of(number, codes.get(number)))
    return styles


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 10 else 0


def _strings(archive: zipfile.ZipFile) -> list[str]:
    name = next((one for one in archive.namelist() if one.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    parser = Strings()
    with open_entry(archive, name) as file:
        while block := file.read(BLOCK):
            parser.feed(block)
        parser.feed(b"", last=True)
    return parser.found


def _rows_said(archive: zipfile.ZipFile, path: str) -> int | None:
    with open_entry(archive, path) as file:
        found = _DIMENSION.search(file.read(4096))
    return int(found[1]) if found else None


def _parser(book: Book) -> SheetParser:
    return SheetParser(book.strings, book.styles, since_1904=book.since_1904)


def _first_with_table(book: Book) -> str:
    """A note on a cover is no table: the sheets after it are looked at before it is taken."""
    noted = ""
    for name, path in book.sheets.items():
        first = first_of(_rows(book, path, _parser(book)))
        if holds_rows(first):
            return name
        noted = noted or (name if first else "")
    return noted or next(iter(book.sheets))


def _rows(book: Book, path: str, parser: SheetParser) -> Iterator[NumberedRow]:
    with open_entry(book.archive, path) as file:
        while block := file.read(BLOCK):
            yield from parser.feed(block)
        yield from parser.feed(b"", last=True)
