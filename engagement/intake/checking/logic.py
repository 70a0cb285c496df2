"""Conditions and computed values: what they look at, and what nobody will ever see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from engagement.intake.checking.findings import Finding, Level, called, finding
from engagement.intake.checking.structure import each_question
from engagement.intake.definition.model import FormDefinition, Question, Step
from engagement.intake.expressions import questions_in
from engagement.intake.expressions.contradictions import never_holds, places_of
from engagement.intake.expressions.evaluating import parts_of
from engagement.intake.expressions.names import sort_of

Expression = Mapping[str, Any]


def _expressions(form: FormDefinition) -> Iterator[tuple[Step, Question | None, Expression]]:
    """Every condition and computed value with the step or question that it belongs to."""
    for step in form.steps:
        if step.when is not None:
            yield step, None, step.when
    for step, question in each_question(form):
        for each in (question.when, question.settings.get("expression")):
            if isinstance(each, Mapping):
                yield step, question, each


def references(form: FormDefinition) -> Iterator[Finding]:
    """Questions and choices that an expression looks at but that are gone, changed, or come later."""
    known = {question.id: question for question in form.questions()}
    inside = {inner.id for question in form.questions() for inner in question.questions}
    looped = {one for cycle in _cycles(form) for one in cycle}
    for step, question, expression in _expressions(form):
        here = _here(step, question)
        if question is not None and question.id in inside and expression is question.when:
            sentence = _(
                "“{question}” is in a repeating group: it is asked in each row, without a condition."
            )
            yield finding(Level.ERROR, "group_condition", sentence, **here)
        for used in sorted(questions_in(expression)):
            other = known.get(used)
            if other is None:
                yield finding(Level.ERROR, "removed_question", _removed(question), **here)
            elif question is not None and {used, question.id} <= looped:
                continue  # told as a loop
            elif used in _later(form, step, question):
                sentence = (
                    _("“{question}” looks at “{other}”, which is not asked before it.")
                    if question
                    else _(
                        "The condition of the step “{step}” looks at “{other}”, which is not asked before it."
                    )
                )
                yield finding(Level.ERROR, "later_question", sentence, other=called(other), **here)
        yield from _outdated(expression, known, here)


def _here(step: Step, question: Question | None) -> dict[str, Any]:
    return {"step": step, "question": question}


def _removed(question: Question | None) -> Any:
    if question is not None:
        return _("“{question}” looks at a question that was removed.")
    return _("The condition of the step “{step}” looks at a question that was removed.")


def _later(form: FormDefinition, step: Step, question: Question | None) -> set[str]:
    """Ids of the questions that are not yet answered where an expression is read."""
    later: set[str] = set()
    reached = False
    for holder in form.steps:
        reached = reached or (question is None and holder.id == step.id)
        for each in holder.questions:
            own = {each.id, *(inner.id for inner in each.questions)}
            reached = reached or (question is not None and question.id in own)
            if reached:
                later |= own
    return later


def _outdated(
    expression: Expression, known: Mapping[str, Question], here: dict[str, Any]
) -> Iterator[Finding]:
    for part in parts_of(expression):
        other = known.get(str(part.get("question")))
        if other is None:
            continue
        offered = {choice.id for choice in other.choices}
        if part.get("op") in {"choice", "includes"} and part.get("value") not in offered:
            sentence = _("A condition looks at an answer of “{other}” that is no longer offered.")
            yield finding(Level.ERROR, "removed_choice", sentence, other=called(other), **here)
        elif part.get("op") == "answer" and part.get("as") != sort_of(other):
            sentence = _("“{other}” became another kind of question: write the condition anew.")
            yield finding(Level.ERROR, "changed_kind", sentence, other=called(other), **here)


def loops(form: FormDefinition) -> Iterator[Finding]:
    """Questions that wait for each other."""
    known = {question.id: (step, question) for step, question in each_question(form)}
    for cycle in _cycles(form):
        step, question = known[cycle[0]]
        sentence = _("“{question}” and “{other}” wait for each other: neither can be known first.")
        other = known[cycle[1 if len(cycle) > 1 else 0]][1]
        if other is question:
            sentence = _("“{question}” looks at itself.")
        yield finding(Level.ERROR, "loop", sentence, step=step, question=question, other=called(other))


def _cycles(form: FormDefinition) -> list[list[str]]:
    """Each ring of questions that look at each other, once, beginning with the first of the form."""
    ids = [question.id for question in form.questions()]
    looks_at: dict[str, set[str]] = {each: set() for each in ids}
    for _step, question, expression in _expressions(form):
        if question is not None:
            looks_at[question.id] |= questions_in(expression) & looks_at.keys()
    found: list[list[str]] = []
    settled: set[str] = set()
    for start in ids:
        if start in settled:
            continue
        ring = _way_back(start, looks_at, settled)
        if ring:
            found.append(ring)
            settled |= set(ring)
    return found


def _way_back(start: str, looks_at: Mapping[str, set[str]], settled: set[str]) -> list[str]:
    """The shortest way from a question back to itself; empty for none."""
    ways = [[start]]
    seen: set[str] = set(settled)
    while ways:
        longer = []
        for way in ways:
            for following in sorted(looks_at[way[-1]]):
                if following == start:
                    return way
                if following not in seen:
                    seen.add(following)
                    longer.append([*way, following])
        ways = longer
    return []


def unreachable(form: FormDefinition) -> Iterator[Finding]:
    """Steps and questions that provably nobody sees. What cannot be proven is not claimed."""
    places = places_of(form)
    passed = 0
    for step in form.steps:
        here = places[passed : passed + len(step.questions)]
        earlier = {each for place in places[:passed] for each in _ids(place.question)}
        is_clear = questions_in(step.when) <= earlier
        if step.when is not None and is_clear and never_holds([step.when], places[:passed]):
            sentence = _("The step “{step}” can never appear: its condition contradicts itself or the form.")
            yield finding(Level.ERROR, "unreachable_step", sentence, step=step)
        else:
            for at, place in enumerate(here, passed):
                own = place.question.when
                if own is not None and place.is_clear and never_holds(place.conditions, places[:at]):
                    sentence = _(
                        "“{question}” can never appear: its condition contradicts itself or the form."
                    )
                    yield finding(Level.ERROR, "unreachable", sentence, step=step, question=place.question)
        passed += len(step.questions)


def _ids(question: Question) -> Iterator[str]:
    yield question.id
    yield from (inner.id for inner in question.questions)
