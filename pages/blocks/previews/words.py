"""Running text, facts, steps, lists."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Value = dict[str, Any]


def _paragraph(words: str) -> str:
    return f"<p>{words}</p>"


def text() -> str:
    """Running text."""
    heading, when = _("When the market is held"), _("Every Tuesday from 7:00 to 14:00 in Stoas Street.")
    goods = _("Vegetables and fruit of the season"), _("Fish and cheese")
    return f"<h2>{heading}</h2>{_paragraph(when)}<ul>{''.join(f'<li>{each}</li>' for each in goods)}</ul>"


def facts() -> Value:
    """Three facts."""
    return {
        "facts": [
            {"icon": "euro", "label": _("Cost"), "value": _("free")},
            {"icon": "clock", "label": _("How long"), "value": _("2 days")},
            {"icon": "map-pin", "label": _("Where"), "value": _("Counter 3, or online")},
        ]
    }


def steps() -> Value:
    """Two steps."""
    return {
        "heading": pgettext("steps", "What to do"),
        "steps": [
            {"title": _("Write the application"), "text": _paragraph(_("It takes five minutes."))},
            {"title": _("Wait for our message"), "text": _paragraph(_("We write to you within two days."))},
        ],
    }


def note() -> Value:
    """A warning."""
    return {
        "kind": "warm",
        "title": _("The lift is being repaired"),
        "text": _("Until Friday we receive you on the ground floor."),
    }


def call_to_action() -> Value:
    """A sentence and a button."""
    return {
        "heading": _("Tell us what you think"),
        "text": _("The plan of the square is open to your remarks until the end of the month."),
        "title": _("See the plan"),
        "page": None,
        "address": "/take-part/",
    }


def accordion() -> Value:
    """Two questions."""
    return {
        "heading": _("Often asked"),
        "items": [
            {"title": _("Can somebody else collect it?"), "text": _paragraph(_("Yes, with your signature."))},
            {"title": _("How long is it valid?"), "text": _paragraph(_("For six months."))},
        ],
    }


def table() -> Value:
    """Two columns, two rows."""
    return {
        "caption": _("Fees"),
        "columns": [
            {"type": "text", "heading": _("For what")},
            {"type": "number", "heading": _("Euros a year")},
        ],
        "rows": [{"values": [_("First car"), "20"]}, {"values": [_("Second car"), "60"]}],
    }


def links() -> Value:
    """Two links with their promise."""
    return {
        "heading": _("Asked for most"),
        "links": [
            {**_link(_("Birth certificate")), "tag": _("at once"), "text": ""},
            {**_link(_("Parking card")), "tag": _("3 days"), "text": ""},
        ],
        "more": [],
    }


def _link(title: str) -> Value:
    return {"title": title, "page": None, "address": "/services/"}


def cards() -> Value:
    """Two cards with icons."""
    return {
        "heading": _("News"),
        "cards": [
            _card(_("Forty new trees in Stoas Street"), "trees", "olive"),
            _card(_("The library is open on Saturdays"), "book-open", "sun"),
        ],
        "more": [],
    }


def _card(title: str, icon: str, tone: str) -> Value:
    return {**_link(title), "kicker": "", "text": "", "image": None, "icon": icon, "tone": tone}


def quote() -> Value:
    """What a resident says."""
    return {
        "text": _("I sent the form from the bus, and the certificate was there before I got off."),
        "name": _("Eleni K."),
        "role": _("resident"),
    }
