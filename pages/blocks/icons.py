"""Icons that editors may choose, each with a word. All are in the theme's sprite."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import ChoiceBlock

ICONS = [
    ("file-text", _("Document")),
    ("file-badge", _("Certificate")),
    ("id-card", _("Identity card")),
    ("landmark", _("Town hall")),
    ("building-2", _("Buildings")),
    ("house", _("House")),
    ("map", _("Map")),
    ("map-pin", _("Place")),
    ("chart-column", _("Chart")),
    ("database", _("Data")),
    ("download", _("Download")),
    ("heart", _("Heart")),
    ("hand-heart", _("Helping hand")),
    ("handshake", _("Handshake")),
    ("megaphone", _("Announcement")),
    ("newspaper", _("News")),
    ("calendar", _("Calendar")),
    ("clock", _("Clock")),
    ("euro", _("Euro")),
    ("wallet", _("Purse")),
    ("phone", _("Phone")),
    ("mail", _("Mail")),
    ("users", _("People")),
    ("user", _("Person")),
    ("car", _("Car")),
    ("parking-circle", _("Parking")),
    ("bus", _("Bus")),
    ("store", _("Shop")),
    ("utensils", _("Restaurant")),
    ("school", _("School")),
    ("tree-deciduous", _("Tree")),
    ("trees", _("Trees")),
    ("sprout", _("Seedling")),
    ("leaf", _("Leaf")),
    ("droplets", _("Water")),
    ("sun", pgettext_lazy("icon", "Sun")),
    ("recycle", _("Recycling")),
    ("dog", _("Dog")),
    ("wrench", _("Repair")),
    ("shield-check", _("Safety")),
    ("accessibility", _("Accessibility")),
    ("lightbulb", _("Idea")),
    ("vote", _("Vote")),
    ("info", _("Information")),
    ("circle-help", _("Question")),
    ("scale", _("Law")),
    ("book-open", _("Book")),
    ("party-popper", _("Celebration")),
]

TONES = [("olive", _("Green")), ("accent", _("Red")), ("sun", _("Yellow"))]


def icon_choices() -> list[tuple[str, Any]]:
    """For a model's field: migrations keep the name of this function, not the list."""
    return list(ICONS)


class IconBlock(ChoiceBlock):
    """One of the portal's icons."""

    choices = ICONS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Icon"), "required": False, **kwargs})


class ToneBlock(ChoiceBlock):
    """A colour that the stylesheet knows; empty is the town's own."""

    choices = TONES

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Colour"), "required": False, **kwargs})
