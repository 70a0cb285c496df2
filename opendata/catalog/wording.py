"""Whether the label of a column is words that people read, or still the key that a program gave it."""

from __future__ import annotations

import re

_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z]")
# girth_cm, addr:street, stopId, tmima2: put together as programs do it.
_JOINED = re.compile(r"\w[_:./]+\w|_|[a-z][A-Z]|[^\W\d]\d")
_VOWELS = re.compile("[aeiou]", re.I)
# What Greek writes in Latin letters itself.
_GREEK_TOO = frozenset({"email", "fax", "gps", "iban", "internet", "url", "wifi"})
SHORTEST_WORD = 3
_ABBREVIATIONS = frozenset(
    {"addr", "cat", "desc", "fid", "geom", "gid", "lat", "lon", "num", "oid", "ref", "uid", "val"}
)


def is_bare_key(label: str, key: str, language: str) -> bool:
    """The label says no more than the key (or the file's header) does, and no resident would call it so."""
    return _letters(label) == _letters(key) and looks_like_key(label, language)


def looks_like_key(label: str, language: str) -> bool:
    """Joined words, capitals and abbreviations; in Greek also whatever is written in Latin letters only."""
    latin, greek = _LATIN.search(label), _GREEK.search(label)
    if _JOINED.search(label):
        return True
    if not latin or greek:
        return False
    if language == "el":
        return _letters(label) not in _GREEK_TOO
    word = label.strip()
    return (
        word.isupper()
        or len(word) < SHORTEST_WORD
        or word.lower() in _ABBREVIATIONS
        or not _VOWELS.search(word)
    )


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
