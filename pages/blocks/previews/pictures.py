"""Pictures, films and files: the library's latest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from cms.media.models import Video

Value = dict[str, Any]


def downloads() -> Value:
    """Takes no document of the library: see the block's own example."""
    return {"heading": _("Downloads"), "files": []}


def downloads_example() -> list[Value]:
    """Files that there are not."""
    return [
        {"title": _("Budget of the year (PDF)"), "url": "#", "size": 1_240_000, "note": ""},
        {"title": _("The same as a table (XLSX)"), "url": "#", "size": 84_000, "note": ""},
    ]


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
