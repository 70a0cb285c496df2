"""The words that stand on the portal, as they are written there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import override

from cms.kit.folding import fold
from pages.base.registry import search_sources
from pages.search.models import KnownWord
from pages.search.sounds import sound_of

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST, LONGEST = 4, 40
# A page may hold a book; its first words are enough to know how they are written.
MOST_WORDS = 4000


def known_words(language: str, texts: Iterable[str]) -> list[KnownWord]:
    """The different words of some texts; the first spelling of each counts."""
    found: dict[str, KnownWord] = {}
    for text in texts:
        for word in _WORD.findall(text):
            folded = fold(word)
            if SHORTEST <= len(folded) <= LONGEST and folded not in found and len(found) < MOST_WORDS:
                found[folded] = KnownWord(
                    language=language, folded=folded, shown=word.lower(), sound=sound_of(folded)
                )
    return list(found.values())


def texts_of_sources() -> dict[str, list[str]]:
    """By language: what the sources besides pages have names for."""
    texts: dict[str, list[str]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts[language] = [
                text for source in search_sources if source.texts for text in source.texts(language)
            ]
    return texts
