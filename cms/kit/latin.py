"""Greek in Latin letters, for addresses: as on road signs and in passports (ELOT 743, ISO 843)."""

from __future__ import annotations

import unicodedata

# Two letters that are one sound, before single ones.
PAIRS = {"ου": "ou", "αυ": "av", "ευ": "ev", "ηυ": "iv", "μπ": "b", "ντ": "nt", "γγ": "ng", "γκ": "gk"}
LETTERS = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip


def in_latin(text: str) -> str:
    """`"Στάσεις λεωφορείων"` becomes `"staseis leoforeion"`: small letters without marks; others stay."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for pair, latin in PAIRS.items():
        plain = plain.replace(pair, latin)
    return "".join(LETTERS.get(letter, letter) for letter in plain)
