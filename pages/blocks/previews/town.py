"""People, offices, services, campaigns."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.blocks.previews.words import _link, facts

Value = dict[str, Any]


def people() -> Value:
    """Two persons."""
    blank = {"text": "", "image": None}
    return {
        "heading": _("Deputy mayors"),
        "people": [
            {
                "name": _("Maria Georgiou"),
                "role": _("Schools"),
                "phone": "210 000 0011",
                "email": "",
                **blank,
            },
            {"name": _("Nikos Alexiou"), "role": _("Green"), "phone": "210 000 0012", "email": "", **blank},
        ],
    }


def offices() -> Value:
    """All there are."""
    return {"heading": _("Where to find us"), "offices": [], "department": ""}


def hours() -> Value:
    """Hours that were typed."""
    return {
        "heading": _("The library is open"),
        "office": "",
        "lines": [
            {"days": _("Monday to Friday"), "hours": "9:00–20:00"},
            {"days": _("Saturday"), "hours": "10:00–14:00"},
        ],
        "with_address": False,
        "note": "",
    }


def related() -> Value:
    """See related_example."""
    return {"heading": _("You may also need"), "pages": [], "below": None, "most": 8}


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


def campaign() -> Value:
    """Half way."""
    today = timezone.localdate()
    return {
        "heading": _("A thousand trees for the schools"),
        "text": _("Each class plants its own tree and waters it."),
        "phase": _("We plant"),
        "first": today - timedelta(days=40),
        "last": today + timedelta(days=60),
        "reached": Decimal(612),
        "goal": Decimal(1000),
        "unit": _("trees planted"),
        "figures": [{"value": "28", "label": _("schools take part")}],
        **_link(_("Take part")),
    }


def apply() -> Value:
    """Open for two more weeks."""
    return {
        **_link(_("Apply now")),
        **facts(),
        "first": None,
        "last": timezone.localdate() + timedelta(days=14),
        "otherwise": "",
    }
