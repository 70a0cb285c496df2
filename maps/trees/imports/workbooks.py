"""XLSX, read row by row: the first sheet that has rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from maps.trees.errors import UnreadableFile
from maps.trees.imports.table import CHUNK_ROWS, SourceRow, SourceTable


def open_workbook(path: Path) -> SourceTable:
    """Raises UnreadableFile for a workbook that is damaged or has no rows."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as problem:
        raise UnreadableFile from problem
    for sheet in book.worksheets:
        rows = _rows(sheet.iter_rows(values_only=True))
        header = next(rows, None)
        if header is not None:
            return SourceTable(columns=list(header.values), chunks=_chunks(rows))
    raise UnreadableFile(_("The file is empty."))


def _rows(sheet: Iterable[tuple[Any, ...]]) -> Iterator[SourceRow]:
    for number, row in enumerate(sheet, start=1):
        values = [_text(cell) for cell in row]
        if any(values):
            yield SourceRow(number, values)


def _chunks(rows: Iterator[SourceRow]) -> Iterator[list[SourceRow]]:
    while chunk := list(islice(rows, CHUNK_ROWS)):
        yield chunk


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
