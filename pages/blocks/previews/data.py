"""Figures, charts, maps: numbers are made up, so that a preview asks nothing of the data."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maps.viewer.registry import maps
from opendata.catalog.contract import Charted, Mark, Measured

Value = dict[str, Any]


def figures() -> Value:
    """Three figures; their numbers come from figure_examples."""
    words = [_("trees stand in the municipality"), _("different species"), _("trees are protected")]
    return {"heading": _("The town in figures"), "figures": [_figure(title) for title in words]}


def figure_in_words() -> Value:
    """A sentence."""
    return _figure(_("{number} trees stand in our streets, squares and parks."))


def _figure(title: str) -> Value:
    names = ("collection", "distinct", "where", "value", "trend", "growing", "tone", "address")
    return {"title": title, "page": None, "conditions": [], **dict.fromkeys(names, "")}


def figure_examples() -> dict[str, Measured]:
    """The numbers, by their words."""
    year = timezone.localdate().year
    return {
        _("trees stand in the municipality"): Measured(20_412, (18_900, 19_150, 19_720, 20_412), year),
        _("different species"): Measured(87),
        _("trees are protected"): Measured(31, (22, 24, 24, 31), year),
        _("{number} trees stand in our streets, squares and parks."): Measured(20_412),
    }


def chart() -> Value:
    """Words only; the marks come from chart_example."""
    return {
        **dict.fromkeys(("collection", "kind", "column", "measure", "of", "text"), ""),
        "heading": _("The trees of our streets"),
        "conditions": [],
        "most": 4,
        "in_order": False,
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
        measure=pgettext("how many", "Number"),
        marks=marks,
        total=9954,
        updated_at=timezone.now(),
    )


def map_of_town() -> Value:
    """The first map of a register."""
    names = ("colour_by", "tone", "size_by", "place", "zoom", "height", "filters", "heading", "sentence")
    return {**dict.fromkeys(names, ""), "conditions": [], "map_name": next(iter(maps.names()), "")}
