"""The statement that a municipality starts with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from pages.accessibility.choices import Conformance, Method, Why
from pages.accessibility.models import AccessibilityPage
from pages.base.actions import Starter, blocks_json, make_starters


def provision_statement(town: Municipality) -> None:
    """In each language; a page that stands is left as it is."""
    make_starters(town, starters)


def starters(_town: Municipality) -> list[Starter]:
    """What is true of the portal as it is delivered, in the active language."""
    limitation = {
        "why": Why.FAULT.value,
        "what": _("A map itself cannot be read aloud."),
        "text": "",
        "instead": _("The list beside the map holds the same information."),
    }
    return [
        Starter(
            "accessibility",
            AccessibilityPage,
            {
                "title": _("Accessibility statement"),
                "summary": _("How accessible this portal is, and what to do when something keeps you out."),
                "conformance": Conformance.PARTIAL,
                "method": Method.OWN,
                "limitations": blocks_json([("limitation", limitation)]),
                "enforcement": _(
                    "If you have told us and our answer does not help, you may turn to the Greek Ombudsman, who "
                    "looks into complaints about public bodies free of charge."
                ),
                "enforcement_url": "https://www.synigoros.gr/",
            },
        )
    ]
