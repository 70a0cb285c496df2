"""From what a person types to what is looked for: folded words, cut to their stem."""

from __future__ import annotations

import re

from cms.kit.folding import fold

# Longest first. Greek declines nearly every word; cutting the ending finds «ελιά», «ελιάς» and «ελιές» alike.
ENDINGS = (
    "ουσ", "εισ", "εων", "ουν", "ματα", "ματων", "ματοσ",
    "οσ", "ησ", "ασ", "εσ", "ου", "ων", "οι", "εα", "ια", "ιο", "ιεσ", "ιοι", "ιων", "ιου",
    "α", "η", "ο", "ι", "ε", "ω", "υ", "s", "es", "ies", "y",
)  # fmt: skip
SORTED_ENDINGS = tuple(sorted(ENDINGS, key=len, reverse=True))
SHORTEST_STEM = 3
MOST_WORDS = 8
LONGEST_QUERY = 120

_NOT_A_WORD = re.compile(r"[^\w]+")


def words_of_query(text: str) -> list[str]:
    """Folded words, at most eight: nobody looks for more, and each costs."""
    return [word for word in _NOT_A_WORD.split(fold(text[:LONGEST_QUERY])) if word.strip("_")][:MOST_WORDS]


def stem(word: str) -> str:
    """The word without its ending, as long as three letters are left: `ελιασ` and `ελιεσ` become `ελι`."""
    for ending in SORTED_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def query_of(words: list[str], weights: str = "") -> str:
    """A raw tsquery: each word by its stem and anything after it. Words hold letters, digits and _ only.

    `weights` limits it to titles (A) and summaries (B).
    """
    return " & ".join(f"'{stem(word)}':*{weights}" for word in words)


def excerpt_of(text: str, length: int = 180) -> str:
    """The beginning of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[:length].rsplit(" ", 1)[0] + " …"
