"""What the forms of a word have in common, in Greek and English: its beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cms.kit.folding import fold

# Longest first. Greek declines nearly every word; PostgreSQL's stemmer cuts most endings (decision 0025), and this
# list those that it takes for different words: «ελιά», «ελιάς» and «ελιές» are one.
ENDINGS = (
    "ουσ", "εισ", "εων", "ουν", "ματα", "ματων", "ματοσ",
    "οσ", "ησ", "ασ", "εσ", "ου", "ων", "οι", "εα", "ια", "ιο", "ιεσ", "ιοι", "ιων", "ιου",
    "α", "η", "ο", "ι", "ε", "ω", "υ", "s", "es", "ies", "y",
)  # fmt: skip
SORTED_ENDINGS = tuple(sorted(ENDINGS, key=len, reverse=True))
SHORTEST_STEM = 3
_WORD = re.compile(r"\w+")


def stem(word: str) -> str:
    """The word without its ending, as long as three letters are left: `ελιασ` and `ελιεσ` become `ελι`."""
    for ending in SORTED_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def stems_of(text: str) -> list[str]:
    """The stems of what a person typed, folded; letters and digits only."""
    return [stem(word) for word in _WORD.findall(fold(text))]


def all_begin(stems: Sequence[str], folded: str) -> bool:
    """Whether each stem begins a word of a folded text: a tree is in no street."""
    words = _WORD.findall(folded)
    return all(any(word.startswith(start) for word in words) for start in stems)
