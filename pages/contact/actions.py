"""The contact page that a municipality starts with."""

from __future__ import annotations

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from pages.base.actions import Blocks, Starter, blocks_json, make_starters
from pages.contact.models import ContactPage


def provision_contact(town: Municipality) -> None:
    """In each language; a page that stands is left as it is."""
    make_starters(town, starters)


def starters(town: Municipality) -> list[Starter]:
    """In the active language."""
    return [
        Starter(
            "contact",
            ContactPage,
            {
                "title": _("Contact"),
                "summary": _("Where the town hall is, when it is open and how to reach it."),
                "body": blocks_json(contact_blocks(town)),
            },
        )
    ]


def contact_blocks(town: Municipality) -> Blocks:
    """What the settings of the municipality know; nothing is made up where they are empty."""
    facts = [
        {"icon": icon, "label": label, "value": " ".join(value.split())[:160]}
        for icon, label, value in (
            ("map-pin", _("Address"), town.address),
            ("clock", _("Opening hours"), town.hours),
            ("phone", _("Phone"), town.phone),
            ("mail", _("E-mail"), town.email),
        )
        if value
    ]
    if not facts:
        words = _("The town hall's address and opening hours will stand here soon.")
        return [("text", format_html_join("", "<p>{}</p>", [(words,)]))]
    return [("facts", {"facts": facts})]
