"""What is wrong with a text that an editor typed: where it is, and a sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.kit.folding import fold


class ExpressionProblem(ValueError):
    """The text is no expression. `sentence` is translated when it is shown; `at` counts letters from 0."""

    def __init__(self, code: str, sentence: str | Promise, at: int, length: int = 1) -> None:
        self.code, self.sentence, self.at, self.length = code, sentence, at, max(length, 1)

    def __str__(self) -> str:
        return str(self.sentence)


def problem(code: str, sentence: Any, at: int, length: int = 1, **parts: Any) -> ExpressionProblem:
    """A problem whose sentence names `parts`; they are put in when it is shown."""
    return ExpressionProblem(code, format_lazy(sentence, **parts) if parts else sentence, at, length)


def unknown(word: str, known: Iterable[str], at: int, sentence: Any, **parts: Any) -> ExpressionProblem:
    """A name that is not there, with the nearest one that is. The sentence may say {name}."""
    by_folded = {fold(each): each for each in known if each}
    near = get_close_matches(fold(word), list(by_folded), n=1, cutoff=0.5)
    parts["name"] = word
    if near:
        sentence = format_lazy("{} {}", sentence, _("Did you mean “{near}”?"))
        parts["near"] = by_folded[near[0]]
    return problem("unknown", sentence, at, len(word), **parts)
