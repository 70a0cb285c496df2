"""“Did you mean”: for words that are nowhere on the portal, those that are written or sound nearly so."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.contrib.postgres.search import TrigramSimilarity

from cms.kit.stems import stem
from pages.base.contract import Question
from pages.search.models import KnownWord
from pages.search.sounds import sound_of

SHORTEST_MENDED = 3
CANDIDATES = 12
# Of 1: how alike two sounds must be. Three letters of twelve may be wrong, one of five.
ALIKE = 0.74


def mended(question: Question) -> str:
    """The words with each unknown one put right; empty where nothing better is known."""
    words = [_mend(word, question.language) for word in question.words]
    return " ".join(words) if any(words) and words != question.words and all(words) else ""


def _mend(word: str, language: str) -> str:
    """The word as the portal writes it, itself where it is known, or nothing."""
    known = KnownWord.objects.filter(language=language)
    if len(word) < SHORTEST_MENDED or word.isdigit() or known.filter(folded__startswith=stem(word)).exists():
        return word
    sound = sound_of(word)
    near = (
        known.filter(sound__trigram_similar=sound)
        .annotate(near=TrigramSimilarity("sound", sound))
        .order_by("-near", "folded")[:CANDIDATES]
    )
    ranked = [(SequenceMatcher(None, sound, other.sound).ratio(), other.shown) for other in near]
    best = max(ranked, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else ""
