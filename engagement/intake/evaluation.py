"""What a set of answers comes to: which steps and questions are shown, what is wrong, what remains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError

from engagement.intake.definition.model import FormDefinition, Question, Step
from engagement.intake.expressions import Facts, holds
from engagement.intake.kinds.base import Answers, Asking, Kind, kind_of


@dataclass(frozen=True)
class Reading:
    """`answers` holds only what was asked and is right; `errors` sentences by question id."""

    steps: tuple[Step, ...]
    shown: frozenset[str]
    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def first_step_with_errors(self) -> Step | None:
        """Where a person has to go on."""
        return next(
            (step for step in self.steps if any(question.id in self.errors for question in step.questions)),
            None,
        )

    def questions_of(self, step: Step) -> list[Question]:
        """The questions of a step that are shown."""
        return [question for question in step.questions if question.id in self.shown]


def read_answers(form: FormDefinition, answers: Answers, asking: Asking) -> Reading:
    """One pass from the first question to the last.

    A condition sees only earlier questions that were themselves shown: an answer that was given before its question
    disappeared counts for nothing, and is left out.
    """
    facts = Facts(day=asking.today)
    known: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    shown: set[str] = set()
    steps = []
    # A view of what is known, which grows with it: nobody who is asked may write to it.
    asking = replace(asking, answers=MappingProxyType(known))
    for step in form.steps:
        if not holds(step.when, known, facts):
            continue
        visible = []
        for question in step.questions:
            if not holds(question.when, known, facts):
                continue
            visible.append(question)
            shown.add(question.id)
            _read_one(question, answers.get(question.id), asking, known, errors)
        if visible:
            steps.append(step)
    return Reading(tuple(steps), frozenset(shown), known, errors)


def _read_one(
    question: Question,
    answer: Any,
    asking: Asking,
    known: dict[str, Any],
    errors: dict[str, list[str]],
) -> None:
    kind = kind_of(question)
    try:
        value = _value(kind, question, answer, asking)
    except ValidationError as problem:
        errors[question.id] = list(problem.messages)
        return
    if value is not None:
        known[question.id] = value


def _value(kind: Kind, question: Question, answer: Any, asking: Asking) -> Any:
    if asking.is_settled:
        return answer
    return kind.read(question, answer, asking) if kind.asks else kind.standing(question, answer, asking)


def shown_steps(form: FormDefinition, answers: Mapping[str, Any], asking: Asking) -> tuple[Step, ...]:
    """The steps that these answers lead through."""
    return read_answers(form, answers, asking).steps
