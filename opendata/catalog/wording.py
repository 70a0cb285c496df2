"""Whether the label of a column is words that people read, or what the file has: a key, or another language."""

from __future__ import annotations

import re

GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z]")
# girth_cm, addr:street, stopId, tmima2: put together as programs do it.
_JOINED = re.compile(r"\w[_:]+\w|_|[A-Za-z0-9][./][A-Za-z0-9]|[a-z][A-Z]|[^\W\d]\d")
_VOWELS = re.compile("[aeiou]", re.I)
# What Greek writes in Latin letters itself.
_GREEK_TOO = frozenset({"email", "fax", "gps", "iban", "internet", "url", "wifi"})
# `Height (m)`: a unit is of no language.
_UNIT = re.compile(r"(?<=\S)\s*(?:\([^()]{1,5}\)|\[[^\[\]]{1,5}\])\s*$")
SHORTEST_WORD = 3
_ABBREVIATIONS = frozenset(
    {"addr", "cat", "desc", "fid", "geom", "gid", "lat", "lon", "num", "oid", "ref", "uid", "val"}
)


def is_bare_key(label: str, key: str) -> bool:
    """The label says no more than the key (or the file's header) does, and only a program would call it so."""
    return _letters(label) == _letters(key) and looks_like_key(_UNIT.sub("", label))


def is_in_other_letters(label: str, key: str, language: str) -> bool:
    """The label is the file's header still, and that is words, but not of this language."""
    words = _UNIT.sub("", label)
    latin, greek = _LATIN.search(words), GREEK.search(words)
    if _letters(label) != _letters(key) or looks_like_key(words):
        return False
    if language == "el":
        return bool(latin and not greek) and _letters(words) not in _GREEK_TOO
    return bool(greek and not latin)


def looks_like_key(label: str) -> bool:
    """Joined words, codes and abbreviations."""
    if _JOINED.search(label):
        return True
    if not _LATIN.search(label) or GREEK.search(label):
        return False
    word = label.strip()
    if _letters(word) in _GREEK_TOO:
        return False
    return (
        (word.isupper() and " " not in word)
        or len(word) < SHORTEST_WORD
        or word.lower() in _ABBREVIATIONS
        or not _VOWELS.search(word)
    )


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
