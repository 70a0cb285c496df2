"""Menu and footer that a municipality starts with."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from pages.base.actions import APPROVERS, blocks_json, ensure_locales, grant
from pages.navigation.models import Navigation


def link(title: str, address: str) -> dict[str, Any]:
    """A link to an address of this portal, as blocks store it."""
    return {"title": title, "page": None, "address": address}


def provision_navigation(town: Municipality) -> None:
    """One set a language, which approvers may change; sets that stand are left as they were made."""
    grant(APPROVERS, "pages_navigation", "view_navigation", "change_navigation")
    grant(APPROVERS, "opendata_catalog", "view_dataset", "change_dataset")
    for locale in ensure_locales(town):
        with translation.override(locale.language_code):
            Navigation.objects.get_or_create(
                locale=locale,
                defaults={
                    "main_menu": blocks_json(starter_menu()),
                    "footer_columns": blocks_json(starter_columns()),
                },
            )


def starter_menu() -> list[tuple[str, dict[str, Any]]]:
    """The four doors, in the active language."""
    entries = [
        (_("Services"), "/services/"),
        (_("Maps"), "/maps/"),
        (_("Open data"), "/data/"),
        (_("Take part"), "/take-part/"),
    ]
    return [("link", link(title, address)) for title, address in entries]


def starter_columns() -> list[tuple[str, dict[str, Any]]]:
    """Help, about the portal, for developers; in the active language."""
    columns = [
        (_("Help"), [(_("Contact"), "/contact/"), (_("Services"), "/services/"), (_("Search"), "/search/")]),
        (_("This portal"), [(_("Accessibility"), "/accessibility/"), (_("Privacy"), "/privacy/")]),
        (
            _("Open data"),
            [(_("Datasets"), "/data/"), (_("Maps"), "/maps/"), (_("Open interface (API)"), "/api/v1/docs/")],
        ),
    ]
    return [
        ("column", {"title": title, "links": [link(*entry) for entry in entries]})
        for title, entries in columns
    ]
