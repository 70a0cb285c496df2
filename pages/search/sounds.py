"""How a word sounds, in plain Latin letters: Greek has five ways to write an i, and many people type Greek in Latin."""

from __future__ import annotations

import re

# Longest first. Keys are folded.
_PAIRS = {
    "ου": "u", "ει": "i", "οι": "i", "υι": "i", "αι": "e", "αυ": "af", "ευ": "ef", "μπ": "b", "ντ": "d",
    "γκ": "g", "γγ": "g", "τζ": "dz", "ou": "u", "ei": "i", "oi": "i", "ai": "e", "au": "af", "av": "af",
    "eu": "ef", "ev": "ef", "mp": "b", "nt": "d", "gk": "g", "gg": "g", "th": "8", "ch": "x", "kh": "x",
    "ph": "f", "ps": "ps", "ks": "ks",
}  # fmt: skip
_LETTERS = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "8", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "i",
    "φ": "f", "χ": "x", "ψ": "ps", "ω": "o",
    "h": "i", "y": "i", "w": "o", "c": "k", "q": "k", "j": "i", "u": "i",
}  # fmt: skip
_PATTERN = re.compile("|".join([*_PAIRS, "."]))
_TWICE = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """`πιστοποιητικο`, `πιστοπιητικω` and `pistopoihtiko` are one sound."""
    heard = _PATTERN.sub(lambda found: _PAIRS.get(found[0], _LETTERS.get(found[0], found[0])), word)
    return _TWICE.sub(r"\1", heard)
