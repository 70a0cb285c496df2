"""Made-up answers for previews: a preview asks nothing of the data, the library or the tree."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from opendata.catalog.contract import Charted, Mark, Measured

Value = dict[str, Any]


def downloads_example() -> list[Value]:
    """Files that there are not."""
    return [
        {"title": _("Budget of the year (PDF)"), "url": "#", "size": 1_240_000, "note": ""},
        {"title": _("The same as a table (XLSX)"), "url": "#", "size": 84_000, "note": ""},
    ]


def figure_examples() -> dict[str, Measured]:
    """The numbers, by their words."""
    year = timezone.localdate().year
    return {
        _("trees stand in the municipality"): Measured(20_412, (18_900, 19_150, 19_720, 20_412), year),
        _("different species"): Measured(87),
        _("trees are protected"): Measured(31, (22, 24, 24, 31), year),
        _("{number} trees stand in our streets, squares and parks."): Measured(20_412),
    }


def chart_example() -> Charted:
    """Four bars."""
    marks = [
        Mark(_("Bitter orange"), 4213.0),
        Mark(_("Mulberry"), 2987.0),
        Mark(_("Plane"), 1544.0),
        Mark(_("Olive"), 1210.0),
    ]
    return Charted(
        name="trees",
        title=_("Trees"),
        kind="bars",
        column=_("Species"),
        unit="",
        measure=_("Number"),
        marks=marks,
        total=9954,
        updated_at=timezone.now(),
    )


def related_example() -> list[Any]:
    """Pages that there are not."""
    entries = [
        ("id-card", _("Parking card for residents"), _("Park near your home without a time limit.")),
        ("recycle", _("Bulky waste"), _("We collect old furniture from your door.")),
    ]
    return [
        SimpleNamespace(pk=0, icon=icon, title=title, summary=summary, url="#")
        for icon, title, summary in entries
    ]
