"""Texts that contain a text whatever its case, accents and final sigma, with nothing done to the rows.

Each letter of the question becomes the set of letters that fold to it (cms.kit.folding): 2 µs a row, where folding
each row would take nine times that.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from psycopg import sql

from cms.kit.folding import fold

# Alphabets with case or accents end before this.
LETTERS_BEFORE = 0x2000


def pattern_of(text: str) -> str:
    """A regular expression of PostgreSQL's for every text that has this one in it."""
    return pattern_of_folded(fold(text))


def pattern_of_folded(folded: str) -> str:
    """The same for a text that is folded already."""
    return "".join(_any_of(letter) for letter in folded)


def matches(text: sql.Composable) -> sql.Composable:
    """Whether a text has the pattern that is the one parameter.

    In CASE, because PostgreSQL takes a long pattern for a rare one and would read and sort all rows, where those that
    have it fill a page after a few hundred. Which words are rare is told by the index (shelf/words.py).
    """
    return sql.SQL("CASE WHEN {} ~ %s THEN TRUE ELSE FALSE END").format(text)


def _any_of(letter: str) -> str:
    same = _same_letters().get(letter)
    if same:
        return f"[{same}]"
    if letter.isalnum():
        return letter
    return f"\\{letter}" if letter in "^\\[]" else f"[{letter}]"


@lru_cache(maxsize=1)
def _same_letters() -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for number in range(ord("A"), LETTERS_BEFORE):
        letter = chr(number)
        folded = fold(letter)
        if len(folded) == 1 and letter.isalpha():
            found[folded].append(letter)
    return {folded: "".join(same) for folded, same in found.items() if len(same) > 1}
