"""The part of a page's address that is made from its title: Latin letters, so that it can be read out and sent."""

from __future__ import annotations

import re
from typing import Any

from wagtail.admin.widgets.slug import SlugInput

from cms.kit.latin import LETTERS, PAIRS

# Letters with their accents; a browser replaces them before anything that is not Latin is left out.
ACCENTED = {"α": "αά", "ε": "εέ", "η": "ηή", "ι": "ιίϊΐ", "ο": "οό", "υ": "υύϋΰ", "ω": "ωώ"}


class LatinSlugInput(SlugInput):
    """Wagtail's field that follows the title, with Greek in Latin letters."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"data-w-slug-allow-unicode-value": "false", **(attrs or {})}
        super().__init__(attrs=own, formatters=replacements())


def replacements() -> list[tuple[re.Pattern[str], str]]:
    """Pairs first. With its marks: "ού" is one sound, "οϋ" two."""
    pairs = [(pair.replace("υ", "[υύ]"), latin) for pair, latin in PAIRS.items()]
    letters = [(f"[{ACCENTED.get(letter, letter)}]", latin) for letter, latin in LETTERS.items()]
    return [(re.compile(pattern, re.IGNORECASE), latin) for pattern, latin in (*pairs, *letters)]
