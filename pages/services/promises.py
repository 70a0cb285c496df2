"""What a service promises at a glance, and where programs read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.kit.rdf.formats import JSON_LD, RDF_XML, TURTLE
from pages.base.feeds import FeedLink

if TYPE_CHECKING:
    from pages.services.models import ServicePage

# Words that fit into a small tag; what is longer stands on the service's own page.
MOST_LETTERS = 32


def promises_of(page: ServicePage, *, is_online: bool) -> list[dict[str, str]]:
    """Tags beside a service in lists: that it works online, how long it takes, what it costs."""
    found = [{"text": _("Online"), "kind": "good", "icon": "circle-check"}] if is_online else []
    for words, icon in ((page.duration, "clock"), (page.cost, "euro")):
        short = words.partition(",")[0].strip()
        if short and len(short) <= MOST_LETTERS:
            found.append({"text": short, "kind": "plain", "icon": icon})
    return found


def as_data(address: str, title: str) -> list[FeedLink]:
    """The same in the three ways of writing RDF."""
    names = {TURTLE: "Turtle", JSON_LD: "JSON-LD", RDF_XML: "RDF/XML"}
    return [
        FeedLink(f"{address}.{kind.name}", f"{title} ({name})", kind.media_type)
        for kind, name in names.items()
    ]
