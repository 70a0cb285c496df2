"""Words as the search compares them: folded, without fillers, and the dictionaries that know their forms."""

from __future__ import annotations

import re

from cms.kit.folding import fold

LONGEST_QUERY = 120

# PostgreSQL's dictionaries by language; any other language is compared word by word.
DICTIONARIES = {"el": "greek", "en": "english"}
PLAIN = "simple"
_NOT_A_WORD = re.compile(r"[^\w]+")


def words_in(text: str) -> list[str]:
    """The folded words of a text; a run of underscores is none."""
    return [word for word in _NOT_A_WORD.split(fold(text)) if word.strip("_")]


# They fill a sentence and say nothing of what is looked for.
FILLERS = {
    "el": frozenset(
        words_in(
            "ο η το οι τα του της των τον την τη τους τις στο στη στην στον στα στους στις στης και κι να θα "
            "από για με σε ως κατά ένα μια ένας μιας ενός που πώς τι πόσο πρέπει θέλω βγάζω είναι έχω μου σου "
            "μας σας δεν"
        )
    ),
    "en": frozenset(
        words_in(
            "a an the of for to in on at by with from and or is are be do does how where what when can i my me "
            "need want get your you it"
        )
    ),
}


def dictionary_of(language: str) -> str:
    """The name of PostgreSQL's dictionary for a language of the portal."""
    return DICTIONARIES.get(language, PLAIN)


def without_fillers(words: list[str], language: str) -> list[str]:
    """The words that say something; all of them where none does."""
    fillers = FILLERS.get(language, frozenset())
    return [word for word in words if word not in fillers] or words


def excerpt_of(text: str, length: int = 180) -> str:
    """The beginning of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[:length].rsplit(" ", 1)[0] + " …"
