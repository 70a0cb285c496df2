"""Form tests: sample answers with the outcome that an editor expects. They run before every publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.kit.texts import when_shown
from engagement.intake.checking.findings import called, titled
from engagement.intake.definition.model import FormDefinition
from engagement.intake.evaluation import Reading, read_answers
from engagement.intake.expressions import Facts
from engagement.intake.kinds.base import Answers, Asking, kind_of


class Rules(Protocol):
    """What a higher room reckons from the answers: a fee."""

    def amount(self, answers: Answers, facts: Facts) -> Decimal | None:
        """The amount in euros; None while it cannot be told."""


@dataclass(frozen=True)
class Trial:
    """Answers and what they should come to. `today` is the day as of which all is read, always the same."""

    name: str
    answers: Answers
    today: date
    language: str = "el"
    # Ids of the steps that are seen, in order; of the questions that are asked, None: not looked at.
    steps: tuple[str, ...] = ()
    shown: frozenset[str] | None = None
    # Ids of the questions whose answer is refused.
    refused: frozenset[str] = frozenset()
    # Computed values by question id; only those named are looked at.
    computed: Mapping[str, Any] = field(default_factory=dict)
    # In euros, with cents; empty: not looked at.
    fee: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data, ready for the database."""
        return {
            **self.__dict__,
            "answers": dict(self.answers),
            "today": self.today.isoformat(),
            "steps": list(self.steps),
            "shown": None if self.shown is None else sorted(self.shown),
            "refused": sorted(self.refused),
            "computed": dict(self.computed),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Trial:
        """The trial that was stored."""
        shown = data.get("shown")
        return cls(
            name=data["name"],
            answers=data["answers"],
            today=date.fromisoformat(data["today"]),
            language=data.get("language", "el"),
            steps=tuple(data.get("steps", ())),
            shown=None if shown is None else frozenset(shown),
            refused=frozenset(data.get("refused", ())),
            computed=data.get("computed", {}),
            fee=data.get("fee", ""),
        )


@dataclass(frozen=True)
class Difference:
    """One thing that came out otherwise; the sentence is translated when it is shown."""

    code: str
    sentence: str | Promise
    step_id: str = ""
    question_id: str = ""


def record(
    form: FormDefinition,
    rules: Rules | None,
    answers: Answers,
    *,
    name: str,
    today: date,
    language: str = "el",
) -> Trial:
    """The present outcome as what is expected from now on."""
    begun = Trial(name, answers, today, language)
    reading = _read(form, begun)
    return Trial(
        name=name,
        answers=answers,
        today=today,
        language=language,
        steps=tuple(step.id for step in reading.steps),
        shown=_asked(form, reading),
        refused=frozenset(reading.errors),
        computed=_computed(form, reading),
        fee=_fee(rules, reading, today),
    )


def run_trial(form: FormDefinition, rules: Rules | None, trial: Trial) -> list[Difference]:
    """What came out otherwise than expected; empty when all is as it should be."""
    reading = _read(form, trial)
    return [
        *_steps(form, trial, reading),
        *_questions(form, trial, reading),
        *_refusals(form, trial, reading),
        *_values(form, trial, reading),
        *_fees(rules, trial, reading),
    ]


def _read(form: FormDefinition, trial: Trial) -> Reading:
    asking = Asking(trial.language, is_preview=True, today=trial.today)
    return read_answers(form, trial.answers, asking)


def _asked(form: FormDefinition, reading: Reading) -> frozenset[str]:
    """Ids of the questions that are asked: headings may come and go."""
    return frozenset(
        question.id
        for step in form.steps
        for question in step.questions
        if question.id in reading.shown and kind_of(question).asks
    )


def _computed(form: FormDefinition, reading: Reading) -> dict[str, Any]:
    return {
        question.id: reading.answers.get(question.id)
        for step in form.steps
        for question in step.questions
        if question.kind == "computed" and question.id in reading.shown
    }


def _fee(rules: Rules | None, reading: Reading, today: date) -> str:
    amount = rules.amount(reading.answers, Facts(day=today)) if rules else None
    return "" if amount is None else str(amount)


def _steps(form: FormDefinition, trial: Trial, reading: Reading) -> Iterator[Difference]:
    seen = [step.id for step in reading.steps]
    for step_id in [each for each in trial.steps if each not in seen]:
        step = form.step(step_id)
        if step is None:
            yield Difference("step_removed", _("A step that was expected is no longer in the form."), step_id)
        else:
            sentence = format_lazy(_("The step “{step}” was expected but is not shown."), step=titled(step))
            yield Difference("step_missing", sentence, step_id)
    for step in [each for each in reading.steps if each.id not in trial.steps]:
        sentence = format_lazy(_("The step “{step}” is shown but was not expected."), step=titled(step))
        yield Difference("step_unexpected", sentence, step.id)
    both = [each for each in trial.steps if each in seen]
    if both != [each for each in seen if each in trial.steps]:
        yield Difference("step_order", _("The steps come in another order than expected."))


def _questions(form: FormDefinition, trial: Trial, reading: Reading) -> Iterator[Difference]:
    if trial.shown is None:
        return
    asked = _asked(form, reading)
    yield from _told(
        form, trial.shown - asked, "question_missing", _("“{question}” was expected but is not asked.")
    )
    yield from _told(
        form, asked - trial.shown, "question_unexpected", _("“{question}” is asked but was not expected.")
    )


def _refusals(form: FormDefinition, trial: Trial, reading: Reading) -> Iterator[Difference]:
    accepted = trial.refused - reading.errors.keys()
    yield from _told(
        form,
        accepted,
        "accepted",
        _("The answer to “{question}” was expected to be refused but is accepted."),
    )
    for question_id in reading.errors.keys() - trial.refused:
        sentence = _("The answer to “{question}” is refused: {problem}")
        yield from _told(
            form, {question_id}, "refused", sentence, problem=" ".join(reading.errors[question_id])
        )


def _values(form: FormDefinition, trial: Trial, reading: Reading) -> Iterator[Difference]:
    for question_id, expected in trial.computed.items():
        found = reading.answers.get(question_id)
        if found != expected:
            sentence = _("“{question}” comes to {found} instead of {expected}.")
            yield from _told(
                form, {question_id}, "value", sentence, found=_value(found), expected=_value(expected)
            )


def _value(value: Any) -> Any:
    return _("nothing") if value is None else str(value)


def _fees(rules: Rules | None, trial: Trial, reading: Reading) -> Iterator[Difference]:
    found = _fee(rules, reading, trial.today)
    if trial.fee and found != trial.fee:
        sentence = _("The fee is {found} instead of {expected}.")
        yield Difference("fee", format_lazy(sentence, found=_value(found or None), expected=trial.fee))


def _told(
    form: FormDefinition, ids: frozenset[str] | set[str], code: str, sentence: Any, **parts: Any
) -> Iterator[Difference]:
    """A difference for each question, in the order of the form; those that are gone last."""
    order = {question.id: number for number, question in enumerate(form.questions())}
    for question_id in sorted(ids, key=lambda each: (order.get(each, len(order)), each)):
        question = form.question(question_id)
        name = called(question) if question else when_shown(lambda: str(_("a removed question")))
        yield Difference(code, format_lazy(sentence, question=name, **parts), question_id=question_id)
