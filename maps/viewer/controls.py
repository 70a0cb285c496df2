"""The controls of every map and their words in the page's language."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext

from maps.viewer.addresses import place_search
from maps.viewer.elements import Control

Corner = tuple[float, float]


def controls_of(language: str, bounds: tuple[Corner, Corner]) -> list[Control]:
    """Scale, zoom, search for a place, near me (within `bounds`: south-west, north-east), full screen."""
    return [
        Control("scale"),
        Control("zoomButtons"),
        Control(
            "placeSearch",
            {
                "url": f"{place_search()}?{urlencode({'lang': language})}",
                "words": {
                    "found": gettext("Places found: {n}. Use the arrow keys."),
                    "none": gettext("No place of that name."),
                    "failed": gettext("The search does not answer. Try again."),
                    "moved": gettext("The map shows {place}."),
                },
            },
        ),
        Control(
            "nearMe",
            {
                "bounds": bounds,
                "words": {
                    "here": gettext("The map shows where you are."),
                    "outside": gettext("You are outside the area of this map."),
                    "refused": gettext(
                        "Your browser does not share where you are. Allow it there, or search for a place."
                    ),
                    "unknown": gettext(
                        "Your position cannot be found right now. Search for a place instead."
                    ),
                },
            },
        ),
        Control(
            "fullScreen", {"words": {"enter": gettext("Full screen"), "leave": gettext("Leave full screen")}}
        ),
    ]
