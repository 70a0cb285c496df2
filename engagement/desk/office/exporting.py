"""The queue as a spreadsheet. What people typed cannot become a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from engagement.cases.models import Case
from engagement.desk.issued import as_it_is_now

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 100_000
AT_ONCE = 2_000


def headings() -> list[str]:
    """Of the columns, in the active language."""
    return [
        _("Protocol number"),
        _("Service"),
        _("State"),
        _("Outcome"),
        _("Name"),
        _("Department"),
        _("Officer"),
        _("Received"),
        _("Due on"),
        _("Decided"),
    ]


def row_of(case: Case, state: str) -> list[str]:
    """One case as text, with its state of today."""
    return [
        case.protocol,
        str(case.service),
        state,
        str(case.get_outcome_display()) if case.outcome else "",
        case.applicant_name,
        str(case.department or ""),
        str(case.assignee or ""),
        f"{localtime(case.submitted_at):%Y-%m-%d %H:%M}",
        case.due_on.isoformat() if case.due_on else "",
        f"{localtime(case.decided_at):%Y-%m-%d %H:%M}" if case.decided_at else "",
    ]


def harmless(text: str) -> str:
    """A text that a spreadsheet program does not compute."""
    return f"'{text}" if text.startswith(FORMULA) else text


class _Echo:
    """Gives back what is written to it."""

    def write(self, line: str) -> str:
        """One line of the file."""
        return line


def as_file(cases: Any, kind: str) -> HttpResponseBase:
    """CSV, streamed with a mark of its encoding, or XLSX."""
    rows = (row_of(case, now.state) for some in _by_many(cases) for case, now in as_it_is_now(some))
    response: HttpResponseBase = _csv(rows) if kind == "csv" else _xlsx(rows)
    response["Content-Disposition"] = f'attachment; filename="cases.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _by_many(cases: Any) -> Iterator[list[Case]]:
    """As they come from the database, so that what became of them is asked once for many."""
    found = cases[:MOST_ROWS].iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        yield some


def _csv(rows: Iterable[list[str]]) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow(headings())
        for row in rows:
            yield writer.writerow([harmless(cell) for cell in row])

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _xlsx(rows: Iterable[list[str]]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Cases")[:31])
    sheet.append(headings())
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=harmless(text))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return HttpResponse(
        file.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
