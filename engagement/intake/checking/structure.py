"""What a form is made of: steps, questions, names, choices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.kit.folding import fold
from cms.kit.texts import when_shown
from engagement.intake.checking.findings import Finding, Level, called, finding
from engagement.intake.definition.model import FormDefinition, Question, Step
from engagement.intake.expressions.words import RESERVED
from engagement.intake.kinds.base import Kind, kinds

MOST_QUESTIONS = 15
CONTACT_KINDS = frozenset({"email", "phone", "address"})


def each_question(form: FormDefinition) -> Iterator[tuple[Step, Question]]:
    """Every question with its step, those of groups after their group."""
    for step in form.steps:
        for question in step.questions:
            yield step, question
            yield from ((step, inner) for inner in question.questions)


def steps(form: FormDefinition) -> Iterator[Finding]:
    """Steps with nothing in them, and with too much."""
    for step in form.steps:
        if not step.questions:
            sentence = _("The step “{step}” has no question. Add one, or remove the step.")
            yield finding(Level.ERROR, "empty_step", sentence, step=step)
        asked = sum(1 for question in step.questions if (kind := kinds.get(question.kind)) and kind.asks)
        if asked > MOST_QUESTIONS:
            sentence = _(
                "The step “{step}” asks {number} questions at once. People manage {most}: divide it."
            )
            yield finding(
                Level.ADVICE, "many_questions", sentence, step=step, number=asked, most=MOST_QUESTIONS
            )


def questions(form: FormDefinition) -> Iterator[Finding]:
    """What each question's kind says of its settings."""
    for step, question in each_question(form):
        kind = kinds.get(question.kind)
        if kind is None:
            sentence = _("“{question}” is of a kind that this portal does not know.")
            yield finding(Level.ERROR, "unknown_kind", sentence, step=step, question=question)
            continue
        for number in range(len(kind.problems(question))):
            sentence = _("“{question}”: {problem}")
            yield finding(
                Level.ERROR,
                "settings",
                sentence,
                step=step,
                question=question,
                problem=_problem(kind, question, number),
            )


def _problem(kind: Kind, question: Question, number: int) -> Any:
    return when_shown(lambda: str(list(kind.problems(question))[number]))


def names(form: FormDefinition) -> Iterator[Finding]:
    """Short names given twice, and such as mean something else in a condition."""
    taken: dict[str, Question] = {}
    for step in form.steps:
        for question in step.questions:
            yield from _name(step, question, taken)
            within: dict[str, Question] = {}
            for inner in question.questions:
                yield from _name(step, inner, within)


def _name(step: Step, question: Question, taken: dict[str, Question]) -> Iterator[Finding]:
    name = question.name
    if not name:
        return
    if fold(name) in RESERVED:
        sentence = _("“{question}” cannot have the short name “{name}”: it is a word of conditions.")
        yield finding(Level.ERROR, "reserved_name", sentence, step=step, question=question, name=name)
    first = taken.setdefault(name, question)
    if first is not question:
        sentence = _("“{question}” and “{other}” have the same short name “{name}”.")
        yield finding(
            Level.ERROR,
            "doubled_name",
            sentence,
            step=step,
            question=question,
            other=called(first),
            name=name,
        )


def doubled_choices(form: FormDefinition) -> Iterator[Finding]:
    """The same answer offered twice."""
    for step, question in each_question(form):
        doubled = _doubled([choice.id for choice in question.choices])
        doubled |= _doubled([choice.name for choice in question.choices])
        for language in {code for choice in question.choices for code in choice.label}:
            doubled |= _doubled([fold(choice.label.get(language, "")) for choice in question.choices])
        if doubled:
            sentence = _("“{question}” offers the same answer twice: {answers}.")
            yield finding(
                Level.ERROR,
                "doubled_choice",
                sentence,
                step=step,
                question=question,
                answers=", ".join(sorted(doubled)),
            )


def _doubled(texts: list[str]) -> set[str]:
    return {text for text in texts if text and texts.count(text) > 1}


def contact(form: FormDefinition) -> Iterator[Finding]:
    """A form that leaves nobody to answer to."""
    if not any(question.kind in CONTACT_KINDS for _step, question in each_question(form)):
        sentence = _("Nobody can be answered: the form asks for no e-mail address, telephone or address.")
        yield finding(Level.ADVICE, "no_contact", sentence)
