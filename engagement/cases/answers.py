"""What stands as answered today: what was sent, with the corrections laid over it in their order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from engagement.cases.models import Case, Correction
from engagement.intake.definition import FormDefinition, Question, Step
from engagement.intake.evaluation import read_answers
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of


def current_answers(case: Case) -> dict[str, Any]:
    """By question id. A question that was left empty the second time has no answer."""
    answers = dict(case.submission.answers)
    for correction in answered_corrections(case):
        answers = laid_over(answers, correction.answers)
    return answers


def laid_over(answers: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """The later answers win; None takes an answer away."""
    return {key: value for key, value in {**answers, **later}.items() if value is not None}


def answered_corrections(case: Case) -> list[Correction]:
    """In the order in which they were answered."""
    return list(case.corrections.filter(answered_at__isnull=False).order_by("answered_at", "pk"))


def open_correction(case: Case) -> Correction | None:
    """The one that the applicant has still to answer."""
    found: Correction | None = case.corrections.filter(answered_at=None).first()
    return found


def may_be_asked_again(form: FormDefinition, answers: Mapping[str, Any]) -> list[Question]:
    """Questions that these answers led to and that a person answers; a repeating group is asked as a whole."""
    reading = read_answers(form, answers, Asking(form.languages[0], is_settled=True))
    shown = [question for step in reading.steps for question in reading.questions_of(step)]
    return [question for question in shown if kind_of(question).asks and kind_of(question).is_drawn]


def led_to(case: Case, asked: Collection[str], later: Mapping[str, Any]) -> list[str]:
    """Questions that nobody was asked before, and to which new answers lead: ids, in the form's order."""
    form, before = case.version.form_version.form, current_answers(case)
    known = {question.id for question in may_be_asked_again(form, before)} | set(asked)
    return [each.id for each in may_be_asked_again(form, laid_over(before, later)) if each.id not in known]


def step_of(correction: Correction, form: FormDefinition) -> Step:
    """Its questions as one page, in the form's order."""
    asked = [
        question for step in form.steps for question in step.questions if question.id in correction.questions
    ]
    return Step(str(correction.key), {}, questions=tuple(asked))
