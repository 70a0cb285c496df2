"""What can be wrong with a row, and the report that says so."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SHOWN_CHARACTERS = 120


class Reason(models.TextChoices):
    """Why a row was left out, or needs a look."""

    NO_POSITION = "no_position", _("The row has no position.")
    NULL_ISLAND = "null_island", _("The position is 0, 0: nobody measured it.")
    OUT_OF_WORLD = (
        "out_of_world",
        _("The position lies outside the world; are the coordinate system and order right?"),
    )
    BAD_NUMBER = "bad_number", _("This is not a number.")
    OUT_OF_LIMITS = "out_of_limits", _("No tree has this size.")
    BAD_DATE = "bad_date", _("This is not a date; 2024-03-31 or 31/3/2024 can be read.")
    FUTURE_DATE = "future_date", _("This day has not come yet.")
    DUPLICATE = "duplicate", _("The row repeats an earlier row of the file word for word; it counts once.")
    NUMBER_TAKEN = "number_taken", _("An earlier row of the file has the same number.")
    NO_PLACE_FOR_A_TREE = "no_place", _("The row tells of neither a tree nor a place for one.")
    SITE_TAKEN = "site_taken", _("Another tree stands at this place in the register. Nothing was changed.")
    TREE_FELLED = "tree_felled", _("The register says that this tree was felled. Nothing was changed.")
    TREE_STANDS = (
        "tree_stands",
        _("The file says the place is vacant, the register has a tree there. Nothing was changed."),
    )


@dataclass(frozen=True)
class Problem:
    """One row and what is wrong with it. `line` is the line of the file, or the number of the feature."""

    line: int
    reason: Reason
    column: str = ""
    value: str = ""


def count_by_reason(problems: Iterable[Problem]) -> dict[str, int]:
    """How many rows for each reason."""
    return dict(Counter(problem.reason.value for problem in problems))


def write_report(problems: Iterable[Problem], language: str) -> bytes:
    """The report as CSV with a byte order mark, so that spreadsheet programs show Greek; in that language."""
    text = io.StringIO()
    writer = csv.writer(text)
    with translation.override(language):
        writer.writerow([gettext("Line"), gettext("Column"), gettext("Value"), gettext("What is wrong")])
        for problem in sorted(problems, key=lambda problem: problem.line):
            value = _harmless(problem.value[:SHOWN_CHARACTERS])
            writer.writerow([problem.line, _harmless(problem.column), value, str(problem.reason.label)])
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    # A spreadsheet program would run a cell that begins like a formula; numbers may begin with a minus.
    dangerous = value[:1] in "=+@\t\r" or (value[:1] == "-" and not value[1:2].isdigit())
    return f"'{value}" if value and dangerous else value
