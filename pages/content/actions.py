"""The pages that every municipality must have, with words that are true from the first day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from pages.base.actions import Starter, blocks_json, make_starters
from pages.content.models import ContentPage, SectionPage
from pages.content.starter import privacy_blocks


def starters(town: Municipality) -> list[Starter]:
    """In the active language. Rooms with pages of their own kind (contact, news, …) bring theirs."""
    return [
        Starter(
            "take-part",
            SectionPage,
            {
                "title": _("Take part"),
                "icon": "heart",
                "summary": _("How residents have a say in what the municipality does."),
            },
        ),
        Starter(
            "privacy",
            ContentPage,
            {
                "title": _("Privacy"),
                "icon": "shield-check",
                "summary": _("What this portal knows about you, and what it does not."),
                "body": blocks_json(privacy_blocks(town)),
            },
        ),
    ]


def provision_pages(town: Municipality) -> None:
    """The starter pages in each language, below the home page; pages that stand are left as they are."""
    make_starters(town, starters)
