"""The first rows as they were understood: days and numbers in the reader's form, and what stands in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from opendata.ingest.contract import ColumnDecision, ColumnFinding, Findings
from opendata.ingest.reader import decimals, values
from opendata.ingest.reader.deciding import TEXT
from opendata.tables.browsing.values import is_grouped
from opendata.tables.contract import FieldType

SAMPLE_ROWS = 8
SAMPLE_COLUMNS = 12
DAYS = (FieldType.DATE, FieldType.DATETIME)
NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
_NUMERIC = re.compile(r"^\s*(\d{1,2})\s?[-/.]\s?(\d{1,2})\b")


@dataclass(frozen=True)
class Cell:
    """`text` is what would be published, None for nothing; `written` what the file says, where that is another."""

    text: str | None
    written: str = ""


@dataclass(frozen=True)
class Row:
    """One of the first rows; `left_out` is not published (what is worth a look says why)."""

    cells: Sequence[Cell]
    left_out: bool = False


def sample_of(findings: Findings, columns: Sequence[ColumnDecision]) -> dict[str, Any]:
    """The first rows of the first columns, with titles."""
    shown = columns[:SAMPLE_COLUMNS]
    rows = [row[: len(shown)] for row in findings.sample[:SAMPLE_ROWS]]
    # 1.500 for what the file writes as 1.500 would not say how it was read.
    open_ones = {(one.source, one.occurrence) for one in findings.columns if one.leaves_decimals_open}
    cells = [
        understood(
            [row[place] for row in rows],
            column,
            grouped=(column.source, column.occurrence) not in open_ones,
        )
        for place, column in enumerate(shown)
    ]
    return {
        "heads": [(in_language(column.titles) or column.source, column.private) for column in shown],
        "rows": [
            Row(row, place in findings.sample_aside) for place, row in enumerate(zip(*cells, strict=True))
        ],
        "more": max(0, len(columns) - SAMPLE_COLUMNS),
        "order_of_days": order_of_days(findings, columns),
    }


def understood(written: Sequence[str | None], column: ColumnDecision, *, grouped: bool = False) -> list[Cell]:
    """Values of one column as its type takes them. `grouped`: thousands are set apart, as the public table has it."""
    if column.type == TEXT:
        return [Cell(value) for value in written]
    typed = values.convert(
        pa.array(written, pa.string()),
        column.type.value,
        decimal=column.decimal,
        order=column.dates,
        zone=timezone.get_current_timezone_name(),
    )
    return [
        _cell(value, as_written, column if grouped else None)
        for value, as_written in zip(typed.values.to_pylist(), written, strict=True)
    ]


def order_of_days(findings: Findings, columns: Sequence[ColumnDecision]) -> list[str]:
    """Of columns with days as 3/4/2025: which number was taken for the day, with an example.

    Where values show that the month comes first is told among what is worth a look.
    """
    found = {(one.source, one.occurrence): one for one in findings.columns}
    told = []
    for column in columns:
        finding = found.get((column.source, column.occurrence))
        if column.type not in DAYS or finding is None or not finding.dates_by:
            continue
        example = open_to_both(finding) or (finding.examples[0] if finding.examples else "")
        words = understood([example], column)[0].text
        text = _note_of(column, finding)
        if words and text:
            title = in_language(column.titles) or column.source
            told.append(text % {"column": title, "written": example, "meant": words})
    return told


def _note_of(column: ColumnDecision, finding: ColumnFinding) -> str:
    if not finding.leaves_order_open:
        by_values = _("%(column)s: the day comes first, as some values show: %(written)s is %(meant)s.")
        return by_values if column.dates == DAY_FIRST else ""
    if column.dates == MONTH_FIRST:
        return _("%(column)s: the month comes first, as was chosen: %(written)s is %(meant)s.")
    if column.chosen_dates:
        return _("%(column)s: the day comes first, as was chosen: %(written)s is %(meant)s.")
    return _(
        "%(column)s: the day is taken to come first: %(written)s is %(meant)s. No value says which comes first; if "
        "it is the month, choose so by the column."
    )


def open_to_both(finding: ColumnFinding) -> str:
    """An example that would be another day with the month first; empty where there is none."""
    for example in finding.examples:
        numbers = _NUMERIC.match(example)
        if numbers and numbers[1] != numbers[2] and int(numbers[1]) <= 12 and int(numbers[2]) <= 12:
            return example
    return ""


def of_both_readings(finding: ColumnFinding) -> str:
    """An example that may be of thousands or have decimals; empty where there is none."""
    return next((one for one in finding.examples if decimals.are_open(pa.array([one], pa.string()))[0]), "")


def _cell(value: Any, written: str | None, column: ColumnDecision | None) -> Cell:
    plain = None if value is None else _words(value)
    as_written = (written or "").strip()
    if column is None or column.type not in NUMBERS or value is None:
        return Cell(plain, as_written if as_written != plain else "")
    text = _words(value, grouped=is_grouped(column.type, value, unit=column.unit))
    return Cell(text, as_written if as_written not in (plain, text) else "")


def _words(value: Any, *, grouped: bool = False) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j E Y H:i")
    if isinstance(value, date):
        return date_format(value, "j E Y")
    # Not rounded, and without an exponent: it is compared with the file.
    plain = format(Decimal(repr(value)), "f")
    whole = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(number_format(whole, use_l10n=True, force_grouping=grouped))
