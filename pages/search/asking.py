"""From what a person types to a question: phrases, words, and what editors call the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cms.kit.stems import stem
from pages.base.contract import Part, Question, Words
from pages.search.models import SynonymGroup
from pages.search.words import LONGEST_QUERY, without_fillers, words_in

# Nobody looks for more words, and each costs.
MOST_WORDS = 8
_QUOTED = re.compile(r"[\"«“„]([^\"«»“”„]+)[\"»”“]")


def read_question(text: str, language: str) -> Question:
    """The question of a text; without parts where the text holds no word."""
    typed = text[:LONGEST_QUERY]
    phrases = [words for found in _QUOTED.findall(typed) if len(words := words_in(found)) > 1]
    loose = without_fillers(words_in(_QUOTED.sub(_keep_single, typed)), language)
    parts = [Part((tuple(words[:MOST_WORDS]),), phrase=True) for words in phrases[:2]]
    parts += _widened(loose[:MOST_WORDS], _groups(language))
    return Question(text=text, language=language, parts=tuple(parts))


def _keep_single(found: re.Match[str]) -> str:
    """A single word in quotes is a word like any other; a phrase is taken out."""
    return f" {found[1]} " if len(words_in(found[1])) == 1 else " "


def _groups(language: str) -> list[list[Words]]:
    rows = SynonymGroup.objects.filter(language=language).values_list("words", flat=True)
    return [[tuple(words_in(line)) for line in text.splitlines() if words_in(line)] for text in rows]


def _widened(words: list[str], groups: list[list[Words]]) -> Iterable[Part]:
    """Each word a part; words that an editor calls the same as others become one part with several ways."""
    position = 0
    while position < len(words):
        length, others = _longest_match(words, position, groups)
        own = tuple(words[position : position + length])
        yield Part((own, *others))
        position += length


def _longest_match(words: list[str], position: int, groups: list[list[Words]]) -> tuple[int, list[Words]]:
    stems = [stem(word) for word in words]
    best, others = 1, list[Words]()
    matched = False
    for group in groups:
        for term in group:
            size = len(term)
            same = [stem(word) for word in term] == stems[position : position + size]
            if same and (size > best or not matched):
                best, matched = size, True
                others = [other for other in group if other != term]
    return best, others
