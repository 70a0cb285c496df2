"""Answers in words: for the review page, the receipt, mail and the officer's view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from engagement.intake.definition.model import FormDefinition, Question, text_in
from engagement.intake.evaluation import Reading
from engagement.intake.expressions import in_words
from engagement.intake.kinds.base import kind_of


def on_paper_only_if(question: Question, form: FormDefinition, language: str) -> str:
    """What a printed step says above a question that not everybody is asked; empty for the others."""
    if question.when is None:
        return ""
    with override(language):
        return _("Only if %(condition)s:") % {"condition": in_words(question.when, form, language)}


@dataclass(frozen=True)
class Line:
    """A question and what was answered; empty text: nothing."""

    question: Question
    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """A step with its answered questions."""

    step_id: str
    title: str
    lines: tuple[Line, ...]
    # Where the answers can be changed; empty where they cannot.
    url: str = ""


def sections_of(
    reading: Reading, language: str, change: Callable[[str], str] = lambda _step_id: ""
) -> list[Section]:
    """What was shown, in order; headings and texts are left out."""
    sections = []
    for step in reading.steps:
        lines = tuple(
            _line(question, reading, language)
            for question in reading.questions_of(step)
            if kind_of(question).asks or question.id in reading.answers
        )
        if lines:
            sections.append(Section(step.id, text_in(step.title, language), lines, change(step.id)))
    return sections


def _line(question: Question, reading: Reading, language: str) -> Line:
    answer = reading.answers.get(question.id)
    words = "" if answer is None else kind_of(question).shown(question, answer, language)
    return Line(question, text_in(question.label, language), words)
