"""What blocks show of themselves in the chooser: words as a town hall writes them, in the editor's language.

Pictures are the library's latest; numbers of charts are made up here, so that a preview asks nothing of the data.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from cms.media.models import Video
from maps.viewer.registry import maps

Value = dict[str, Any]


def text() -> str:
    """Running text."""
    return (
        f"<h2>{_('When the market is held')}</h2><p>{_('Every Tuesday from 7:00 to 14:00 in Stoas Street.')}</p>"
        f"<ul><li>{_('Vegetables and fruit of the season')}</li><li>{_('Fish and cheese')}</li></ul>"
    )


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
        "heading": _("What to do"),
        "steps": [
            {"title": _("Write the application"), "text": f"<p>{_('It takes five minutes.')}</p>"},
            {"title": _("Wait for our message"), "text": f"<p>{_('We write to you within two days.')}</p>"},
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
            {"title": _("Can somebody else collect it?"), "text": f"<p>{_('Yes, with your signature.')}</p>"},
            {"title": _("How long is it valid?"), "text": f"<p>{_('For six months.')}</p>"},
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


def downloads() -> Value:
    """Takes no document of the library: see preview_answers."""
    return {"heading": _("Downloads"), "files": []}


def _pictures(count: int) -> list[Any]:
    """The latest of the library; None for each that is missing."""
    found = list(get_image_model().objects.order_by("-pk")[:count])
    return [*found, *[None] * (count - len(found))]


def _picture(image: Any, caption: str) -> Value:
    alt = _("The square with its new plane trees, seen from the town hall")
    return {"image": image, "alt": alt, "decorative": False, "caption": caption}


def picture() -> Value:
    """The latest of the library, or a drawing."""
    return _picture(_pictures(1)[0], _("The square after its renewal"))


def gallery() -> Value:
    """Three of them."""
    captions = [_("The square after its renewal"), "", ""]
    return {
        "heading": _("The square, before and after"),
        "pictures": [_picture(*pair) for pair in zip(_pictures(3), captions, strict=True)],
    }


def video() -> Value:
    """The latest of the library, or a drawing."""
    film = Video.objects.order_by("-pk").first()
    return {"heading": "", "video": film, "caption": _("How the new recycling point works")}


def quote() -> Value:
    """What a resident says."""
    return {
        "text": _("I sent the form from the bus, and the certificate was there before I got off."),
        "name": _("Eleni K."),
        "role": _("resident"),
    }


def figures() -> Value:
    """Three figures; their numbers come from preview_answers."""
    words = [_("trees stand in the municipality"), _("different species"), _("trees are protected")]
    return {"heading": _("The town in figures"), "figures": [_figure(title) for title in words]}


def figure_in_words() -> Value:
    """A sentence."""
    return _figure(_("{number} trees stand in our streets, squares and parks."))


def _figure(title: str) -> Value:
    names = ("collection", "distinct", "where", "value", "trend", "growing", "tone", "address")
    return {"title": title, "page": None, "conditions": [], **dict.fromkeys(names, "")}


def chart() -> Value:
    """Words only; the marks come from preview_answers."""
    return {
        **dict.fromkeys(("collection", "kind", "column", "measure", "of", "text"), ""),
        "heading": _("The trees of our streets"),
        "conditions": [],
        "most": 4,
        "in_order": False,
    }


def map_of_town() -> Value:
    """The first map of a register."""
    names = ("colour_by", "tone", "size_by", "place", "zoom", "height", "filters", "heading", "sentence")
    return {**dict.fromkeys(names, ""), "conditions": [], "map_name": next(iter(maps.names()), "")}


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
    """The pages come from preview_answers."""
    return {"heading": _("You may also need"), "pages": [], "below": None, "most": 8}


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
