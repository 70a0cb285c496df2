"""Conditions and computed values of a whole form, compiled in the order in which people answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engagement.intake.contract import (
    ExpressionProblem,
    FormDefinition,
    Question,
    Step,
    compile_condition,
    compile_value,
    names_of,
)
from maps.places.models import District


@dataclass(frozen=True)
class Problem:
    """An expression that is none. `place` is where it was typed: ids and names, outermost first."""

    place: tuple[str, ...]
    sentence: str
    at: int = 0


class Compiler:
    """`typed` is what stands in the editor, by (id of a step or question, "when" or the name of a setting)."""

    def __init__(
        self,
        form: FormDefinition,
        typed: Mapping[tuple[str, str], str],
        places: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.form, self.typed, self.places = form, typed, places
        self.problems: list[Problem] = []
        self._districts: Mapping[str, Any] | None = None

    def steps(self) -> tuple[Step, ...]:
        """All steps with their expressions; a later one may use what an earlier one computes."""
        done: tuple[Step, ...] = ()
        for step in self.form.steps:
            self._now(done, step)
            when = self._expression(step.id, "when", compile_condition)
            questions = self._questions(step, done)
            done = (*done, replace(step, when=when, questions=questions))
        return done

    def _now(self, done: tuple[Step, ...], *steps: Step) -> None:
        """What expressions see: what is compiled so far, then the rest as it was typed."""
        rest = self.form.steps[len(done) + len(steps) :]
        self.form = replace(self.form, steps=(*done, *steps, *rest))

    def _questions(self, step: Step, done: tuple[Step, ...]) -> tuple[Question, ...]:
        made: tuple[Question, ...] = ()
        for number, question in enumerate(step.questions):
            self._now(done, replace(step, questions=(*made, *step.questions[number:])))
            inner = tuple(self._one(each) for each in question.questions)
            made = (*made, replace(self._one(question), questions=inner))
        return made

    def _one(self, question: Question) -> Question:
        computed = {
            what: data
            for key, what in self.typed
            if key == question.id and what != "when"
            if (data := self._expression(question.id, what, compile_value)) is not None
        }
        when = self._expression(question.id, "when", compile_condition)
        return replace(question, when=when, settings={**question.settings, **computed})

    def _expression(self, key: str, what: str, compile_it: Any) -> dict[str, Any] | None:
        text = self.typed.get((key, what))
        if not text:
            return None
        try:
            names = names_of(self.form, before=key, districts=self.districts)
            compiled: dict[str, Any] = compile_it(text, names)
        except ExpressionProblem as problem:
            self.problems.append(Problem((*self.places[key], what), str(problem), problem.at))
            return None
        return compiled

    @property
    def districts(self) -> Mapping[str, Any]:
        """Codes of the town's districts with their names; read once, and only where an expression stands."""
        if self._districts is None:
            self._districts = dict(District.objects.values_list("code", "names"))
        return self._districts
