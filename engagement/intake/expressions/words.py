"""The words of the language, in English and in Greek; both are always understood, accents and case aside."""

from __future__ import annotations

from cms.kit.folding import fold

# The first of each list is what `decompile` writes.
_SPELLED = {
    "and": "and και",
    "or": "or ή",
    "not": "not δεν όχι",
    "is": "is είναι",
    "in": "in σε στο στη στην στον",
    "answered": "answered απαντήθηκε απαντημένη απαντημένο",
    "includes": "includes περιλαμβάνει περιέχει",
    "district": "district διαμέρισμα",
    "today": "today σήμερα",
    "days": "days day ημέρες ημέρα μέρες μέρα",
    "months": "months month μήνες μήνα μήνας",
    "years": "years year έτη έτος χρόνια χρόνο χρόνος",
    "since": "since από",
    "if": "if αν εάν",
    "then": "then τότε",
    "else": "else αλλιώς διαφορετικά",
    "yes": "yes true ναι",
    "no": "no false όχι",
    "min": "min ελάχιστο",
    "max": "max μέγιστο",
    "round": "round στρογγυλό",
    "sum": "sum άθροισμα",
    "count": "count πλήθος",
}
WORDS: dict[str, frozenset[str]] = {
    meaning: frozenset(fold(word) for word in spelled.split()) for meaning, spelled in _SPELLED.items()
}
UNITS = ("days", "months", "years")
FUNCTIONS = ("min", "max", "round", "sum", "count")
# "όχι" is both: no as a value, not before a condition.
BOTH_NO_AND_NOT = fold("όχι")
# What no question may be called: where a value is expected, these words mean something already.
RESERVED = frozenset().union(*(WORDS[each] for each in ("not", "if", "today", "yes", "no")))


def means(word: str, meaning: str) -> bool:
    """Whether a word says that: `means("ΚΑΙ", "and")`."""
    return fold(word) in WORDS[meaning]


def meaning_among(word: str, meanings: tuple[str, ...]) -> str:
    """Which of these a word says; empty for none of them."""
    folded = fold(word)
    return next((meaning for meaning in meanings if folded in WORDS[meaning]), "")


def spelled(meaning: str, language: str) -> str:
    """The word that is written for a meaning: the first one of the language."""
    words = _SPELLED[meaning].split()
    return next((word for word in words if not word.isascii()), words[0]) if language == "el" else words[0]
