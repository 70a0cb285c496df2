"""What the forms of a word have in common, in Greek and English: its beginning."""

from __future__ import annotations

# Longest first. Greek declines nearly every word; PostgreSQL's stemmer cuts most endings (decision 0025), and this
# list those that it takes for different words: «ελιά», «ελιάς» and «ελιές» are one.
ENDINGS = (
    "ουσ", "εισ", "εων", "ουν", "ματα", "ματων", "ματοσ",
    "οσ", "ησ", "ασ", "εσ", "ου", "ων", "οι", "εα", "ια", "ιο", "ιεσ", "ιοι", "ιων", "ιου",
    "α", "η", "ο", "ι", "ε", "ω", "υ", "s", "es", "ies", "y",
)  # fmt: skip
SORTED_ENDINGS = tuple(sorted(ENDINGS, key=len, reverse=True))
SHORTEST_STEM = 3


def stem(word: str) -> str:
    """The word without its ending, as long as three letters are left: `ελιασ` and `ελιεσ` become `ελι`."""
    for ending in SORTED_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
