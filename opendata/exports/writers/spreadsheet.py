"""XLSX: typed cells, and a second sheet that says what the columns mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import shapely
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from opendata.exports.choices import Reason
from opendata.exports.errors import Refused
from opendata.exports.writers.source import Reading

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LONGEST_TEXT = 32_767
# A spreadsheet's numbers have 15 digits; longer ones would change.
LARGEST_INTEGER = 10**15
# What a spreadsheet would take for a formula or an error, were it typed in.
FORMULA = re.compile(r"[=+\-@\t\r]")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Spreadsheets count days from 1900 on, with a mistake in its first two months.
FIRST_DAY, LAST_DAY = date(1900, 3, 1).toordinal(), date.max.toordinal()
UNIX_DAY = date(1970, 1, 1).toordinal()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_MICROSECONDS = 86_400_000_000

Column = Callable[[pa.Array], list[Any]]


class Sheet:
    """Makes cells; counts the texts that had to be cut."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.cut = 0

    def text(self, value: str | None) -> Any:
        """A text as text, whatever it looks like: one that could be a formula is marked with a quote."""
        if not value:
            return value
        if FORBIDDEN.search(value):
            value = FORBIDDEN.sub("", value)
        if len(value) > LONGEST_TEXT:
            value = f"{value[: LONGEST_TEXT - 1]}…"
            self.cut += 1
        if not FORMULA.match(value) and value not in ERROR_CODES:
            return value
        cell = WriteOnlyCell(self.sheet, value)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell

    def bold(self, value: str) -> Any:
        """A heading."""
        cell = WriteOnlyCell(self.sheet, value)
        cell.data_type = "s"
        cell.font = Font(bold=True)
        return cell


def write_spreadsheet(reading: Reading, target: Path) -> None:
    """Two sheets. Refused over a spreadsheet's 1,048,576 rows (one is the heading) or 16,384 columns."""
    if reading.rows + 1 > MOST_ROWS:
        raise Refused(Reason.TOO_MANY_ROWS)
    if len(reading.fields) + 3 > MOST_COLUMNS:
        raise Refused(Reason.TOO_MANY_COLUMNS)
    book = Workbook(write_only=True)
    book.properties.title = reading.about["title"]
    book.properties.creator = reading.about["publisher"]
    sheet = Sheet(book.create_sheet(reading.about["words"]["data"]))
    _write_data(reading, sheet)
    _write_meaning(reading, Sheet(book.create_sheet(reading.about["words"]["columns"])), sheet.cut)
    book.save(target)


def _write_data(reading: Reading, sheet: Sheet) -> None:
    headings = _headings(reading)
    sheet.sheet.freeze_panes = "A2"
    last = get_column_letter(len(headings))
    sheet.sheet.auto_filter.ref = f"A1:{last}{reading.rows + 1}"
    for at, heading in enumerate(headings, start=1):
        sheet.sheet.column_dimensions[get_column_letter(at)].width = min(max(len(heading) + 3, 10), 40)
    sheet.sheet.append([sheet.bold(heading) for heading in headings])
    for row in _rows(reading, sheet):
        sheet.sheet.append(row)


def _headings(reading: Reading) -> list[str]:
    words = reading.about["words"]
    places = [words["longitude"], words["latitude"]] if reading.has_geometry else []
    return [reading.names["id"], *(reading.title_of(field) for field in reading.fields), *places]


def _rows(reading: Reading, sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    zone = ZoneInfo(reading.about["time_zone"])
    readers: dict[str, Column] = {
        "string": lambda values: [sheet.text(value) for value in values.to_pylist()],
        "integer": lambda values: [_integer(value) for value in values.to_pylist()],
        "date": lambda values: [_day(value) for value in values.view(pa.int32()).to_pylist()],
        "datetime": lambda values: [_moment(value, zone) for value in values.view(pa.int64()).to_pylist()],
    }
    for batch in reading.batches():
        columns: list[list[Any]] = [[_integer(value) for value in batch.columns[0].to_pylist()]]
        for field, values in zip(reading.fields, batch.columns[1:], strict=False):
            columns.append(readers.get(field["type"], pa.Array.to_pylist)(values))
        if reading.has_geometry:
            columns += _places(batch.columns[-1])
        yield from zip(*columns, strict=True)


def _integer(value: int | None) -> int | str | None:
    return value if value is None or abs(value) < LARGEST_INTEGER else str(value)


def _day(days: int | None) -> date | str | None:
    if days is None:
        return None
    ordinal = UNIX_DAY + days
    return date.fromordinal(ordinal) if FIRST_DAY <= ordinal <= LAST_DAY else str(np.datetime64(days, "D"))


def _moment(microseconds: int | None, zone: ZoneInfo) -> datetime | str | None:
    """In the town's time, as a spreadsheet knows no zones."""
    if microseconds is None:
        return None
    # A day from either end: the zone must not lead over it.
    if FIRST_DAY < UNIX_DAY + microseconds // DAY_MICROSECONDS < LAST_DAY - 1:
        return (EPOCH + timedelta(microseconds=microseconds)).astimezone(zone).replace(tzinfo=None)
    return f"{np.datetime64(microseconds, 'us')}Z"


def _places(geometries: pa.Array) -> list[list[float | None]]:
    """Longitude and latitude: the point, or one inside the shape."""
    shapes = shapely.from_wkb(geometries.to_numpy(zero_copy_only=False))
    points = np.where(shapely.get_type_id(shapes) == 0, shapes, shapely.point_on_surface(shapes))
    return [
        [None if np.isnan(value) else float(value) for value in np.round(axis(points), 7)]
        for axis in (shapely.get_x, shapely.get_y)
    ]


def _write_meaning(reading: Reading, sheet: Sheet, cut: int) -> None:
    """Name, title, unit, type and meaning of each column; then terms and what is to be known.

    The file is in the portal's language; the columns' other titles stand behind, each under its language's code.
    """
    words, about = reading.about["words"], reading.about
    others = reading.other_languages
    for at, width in enumerate((24, 36, 12, 12, 80, *(36 for _ in others)), start=1):
        sheet.sheet.column_dimensions[get_column_letter(at)].width = width
    heads = [words[head] for head in ("name", "title", "unit", "type", "meaning")]
    sheet.sheet.append(
        [sheet.bold(head) for head in (*heads, *(f"{words['title']} ({one})" for one in others))]
    )
    rows: list[tuple[str, ...]] = [(reading.names["id"], words["id"], "", "integer", "")]
    rows += [
        (
            field["name"],
            reading.text(field["titles"]),
            field["unit"],
            field["type"],
            " ".join(part for part in (reading.meaning_of(field), _zone_note(reading, field)) if part),
            *(field["titles"].get(one, "") for one in others),
        )
        for field in reading.fields
    ]
    if reading.has_geometry:
        note = "" if about["geometry_type"] == "Point" else words["point_inside"]
        rows += [
            (reading.names[name], words[name], "°", "number", note) for name in ("longitude", "latitude")
        ]
    rows += [
        (),
        (words["publisher"], about["publisher"]),
        (words["licence"], about["licence"]["title"], "", "", about["licence"]["deed"]),
        (words["revision"], str(about["revision"])),
        (words["published"], about["published"]),
    ]
    if cut:
        rows.append((words["cut"] % {"count": cut},))
    for row in rows:
        sheet.sheet.append([sheet.text(value) for value in row])


def _zone_note(reading: Reading, field: dict[str, Any]) -> str:
    about = reading.about
    return about["words"]["local_time"] % {"zone": about["time_zone"]} if field["type"] == "datetime" else ""
