"""Texts of an editor with words in braces: `{reference}`, `{service}`, or the short name of a question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engagement.intake.definition import FormDefinition
from engagement.intake.kinds.base import Answers, kind_of

_WORD = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")


def words_in(text: str) -> set[str]:
    """The words in braces."""
    return set(_WORD.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Each known word replaced; one that is not known stays as it was typed."""
    return _WORD.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def values_of(form: FormDefinition, answers: Answers, language: str) -> dict[str, str]:
    """What the named questions were answered, in words; empty for those that were not."""
    return {
        question.name: (
            kind_of(question).shown(question, answers[question.id], language)
            if question.id in answers
            else ""
        )
        for question in form.questions()
        if question.name
    }
