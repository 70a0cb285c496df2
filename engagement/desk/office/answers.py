"""The answers of a case as they stand, each with what was answered before it was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from engagement.cases.answers import answered_corrections, laid_over
from engagement.cases.models import Case
from engagement.intake.definition import Question
from engagement.intake.evaluation import read_answers
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of
from engagement.intake.showing import sections_of


@dataclass(frozen=True)
class Shown:
    """A question with its answer; `earlier`: what stood there before, the newest first."""

    label: str
    text: str
    earlier: tuple[str, ...] = ()
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class ShownSection:
    """A step's questions."""

    title: str
    lines: tuple[Shown, ...]


def answers_of(case: Case, language: str) -> list[ShownSection]:
    """As it was on the day it was sent, with its corrections: nothing is checked anew."""
    form = case.version.form_version.form
    answers = dict(case.submission.answers)
    earlier: dict[str, list[str]] = {}
    moments: dict[str, datetime | None] = {}
    for correction in answered_corrections(case):
        for question_id in correction.answers:
            question = form.question(question_id)
            if question is not None:
                earlier.setdefault(question_id, []).insert(0, _words(question, answers, language))
                moments[question_id] = correction.answered_at
        answers = laid_over(answers, correction.answers)
    day = localdate(case.submission.sent_at)
    reading = read_answers(form, answers, Asking(language, is_settled=True, today=day))
    return [
        ShownSection(
            section.title,
            tuple(
                Shown(
                    line.label,
                    line.text,
                    tuple(earlier.get(line.question.id, ())),
                    moments.get(line.question.id),
                )
                for line in section.lines
            ),
        )
        for section in sections_of(reading, language)
    ]


def _words(question: Question, answers: dict[str, object], language: str) -> str:
    answer = answers.get(question.id)
    return "" if answer is None else kind_of(question).shown(question, answer, language)
