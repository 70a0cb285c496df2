"""Proof that a condition can never hold. Only what is proven is claimed; where the proof would be too long, nothing.

Each question falls into a few *cells*: answers that no condition here can tell apart (missing, each choice, each
number that something is compared with, and what lies between two of them). All combinations of cells are tried, in
the order of the form, with the same rule as when answers are read: a question that is not shown has no answer. What
compares two questions, reckons, or looks at today may come out any way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engagement.intake.definition.model import FormDefinition, Question
from engagement.intake.expressions.evaluating import Facts, parts_of, questions_in, truth
from engagement.intake.expressions.names import Sort, sort_of
from engagement.intake.expressions.values import date_of, number_of

Expression = Mapping[str, Any]
MOST_TRIES = 3_000
_JOINTS = frozenset({"and", "or", "not"})
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_CONSTANTS = frozenset({"number", "text", "choice", "truth_value", "date"})
_FACTS = Facts(district_of=lambda answer: answer)


class Unproven(Exception):
    """The proof would take more tries than allowed, or a condition looks at what comes later."""


@dataclass(frozen=True)
class Place:
    """A question with what decides whether it is shown: its step's condition and its own.

    `is_clear`: these look only at what comes earlier, so that they come out the same wherever they are read.
    """

    question: Question
    conditions: tuple[Expression, ...]
    is_clear: bool = True


def places_of(form: FormDefinition) -> list[Place]:
    """The form's questions in order, those of groups left out."""
    found = []
    passed: set[str] = set()
    for step in form.steps:
        before = set(passed)
        for question in step.questions:
            is_clear = questions_in(step.when) <= before and questions_in(question.when) <= passed
            conditions = tuple(each for each in (step.when, question.when) if each is not None)
            found.append(Place(question, conditions, is_clear))
            passed |= {question.id, *(inner.id for inner in question.questions)}
    return found


def never_holds(conditions: Sequence[Expression], earlier: Sequence[Place], tries: int = MOST_TRIES) -> bool:
    """Whether these conditions provably never hold together, with any answers to the earlier questions."""
    try:
        return not _Search(conditions, earlier, tries).finds()
    except Unproven:
        return False


@dataclass
class _Search:
    conditions: Sequence[Expression]
    earlier: Sequence[Place]
    tries: int
    cells: dict[str, list[Any]] = field(default_factory=dict)
    # What cannot be decided here: one name for equal parts of conditions.
    free: list[str] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    def finds(self) -> bool:
        """Whether some answers meet the conditions."""
        places = self._relevant()
        sorts = {place.question.id: place.question for place in places}
        every = [*self.conditions, *(each for place in places for each in place.conditions)]
        atoms = [atom for each in every for atom in _atoms(each)]
        simple: dict[str, list[Expression]] = {question_id: [] for question_id in sorts}
        for atom in atoms:
            question_id = _asks_only(atom, sorts)
            if question_id:
                simple[question_id].append(atom)
            else:
                self.names[id(atom)] = json.dumps(atom, sort_keys=True)
        self.free = list(dict.fromkeys(self.names.values()))
        self.cells = {each: _cells(sorts[each], found) for each, found in simple.items()}
        return self._wild(0, {}, places)

    def _relevant(self) -> list[Place]:
        """The earlier questions that the conditions look at, and those that decide whether these are shown."""
        wanted = {each for condition in self.conditions for each in questions_in(condition)}
        found = []
        for place in reversed(self.earlier):
            if wanted & {place.question.id, *(inner.id for inner in place.question.questions)}:
                if not place.is_clear:
                    raise Unproven
                found.append(place)
                wanted |= {each for condition in place.conditions for each in questions_in(condition)}
        return found[::-1]

    def _wild(self, at: int, wild: dict[str, bool | None], places: list[Place]) -> bool:
        """Every outcome of what cannot be decided here."""
        if at == len(self.free):
            return self._answers(0, {}, wild, places)
        return any(
            self._wild(at + 1, {**wild, self.free[at]: outcome}, places) for outcome in (True, False, None)
        )

    def _answers(
        self, at: int, answers: dict[str, Any], wild: Mapping[str, bool | None], places: list[Place]
    ) -> bool:
        self.tries -= 1
        if self.tries < 0:
            raise Unproven
        if at == len(places):
            return self._all(self.conditions, answers, wild)
        question = places[at].question
        if not self._all(places[at].conditions, answers, wild):
            return self._answers(at + 1, answers, wild, places)
        return any(
            self._answers(at + 1, answers if cell is None else {**answers, question.id: cell}, wild, places)
            for cell in self.cells[question.id]
        )

    def _all(
        self, conditions: Sequence[Expression], answers: Mapping[str, Any], wild: Mapping[str, bool | None]
    ) -> bool:
        return all(self._outcome(each, answers, wild) is True for each in conditions)

    def _outcome(
        self, node: Expression, answers: Mapping[str, Any], wild: Mapping[str, bool | None]
    ) -> bool | None:
        does = node.get("op")
        if does not in _JOINTS:
            name = self.names.get(id(node))
            return wild[name] if name is not None else truth(node, answers, _FACTS)
        found = [self._outcome(part, answers, wild) for part in _parts(node)]
        if does == "not":
            return not found[0] if found and found[0] is not None else None
        decisive = does == "or"
        return decisive if decisive in found else None if None in found else not decisive


def _parts(node: Expression) -> list[Expression]:
    inner = node.get("of")
    return [part for part in inner if isinstance(part, Mapping)] if isinstance(inner, list) else []


def _atoms(node: Expression) -> Iterator[Expression]:
    if node.get("op") in _JOINTS:
        for part in _parts(node):
            yield from _atoms(part)
    else:
        yield node


def _asks_only(atom: Expression, questions: Mapping[str, Question]) -> str:
    """The question that an atom compares with constants; empty when it does something else."""
    does, parts = atom.get("op"), _parts(atom)
    if does in {"answered", "includes", "in_district"}:
        question_id, fitting = str(atom.get("question")), True
    elif does in _COMPARISONS or does in {"in", "truth"}:
        asked = [part for part in parts if part.get("op") == "answer"]
        question_id = str(asked[0].get("question")) if len(asked) == 1 else ""
        fitting = all(part in asked or part.get("op") in _CONSTANTS for part in parts)
        fitting = fitting and bool(asked) and (does != "in" or parts[0] in asked)
    else:
        return ""
    question = questions.get(question_id)
    if not fitting or question is None or question.questions or sort_of(question) not in _CELLS:
        return ""
    return question_id if question.kind != "computed" or does == "answered" else ""


def _cells(question: Question, atoms: Sequence[Expression]) -> list[Any]:
    """One answer of every cell, those that conditions name first; None for a missing one."""
    constants = [part for atom in atoms for part in parts_of(atom) if part.get("op") in _CONSTANTS]
    constants += [atom for atom in atoms if atom.get("op") in {"includes", "in_district"}]
    return [*_CELLS[sort_of(question)](question, constants), None]


def _numbers(question: Question, constants: Sequence[Expression]) -> list[Any]:
    least, most = (number_of(question.settings.get(name)) for name in ("least", "most"))
    marks = {number_of(each.get("value")) for each in constants} | {least, most}
    return [
        str(number)
        for number in _between(sorted(mark for mark in marks if mark is not None))
        if (least is None or number >= least) and (most is None or number <= most)
    ]


def _between(marks: list[Decimal]) -> Iterator[Decimal]:
    """Each mark, something between each two, something below and above."""
    if not marks:
        yield Decimal(1)
        return
    yield marks[0] - 1
    for mark, following in zip(marks, [*marks[1:], marks[-1] + 2], strict=True):
        yield mark
        yield (mark + following) / 2


def _days(_question: Question, constants: Sequence[Expression]) -> list[Any]:
    marks = {date_of(each.get("value")) for each in constants}
    days = sorted(mark for mark in marks if mark is not None)
    if days and not date(1, 1, 2) < days[0] <= days[-1] < date(9999, 12, 30):
        raise Unproven
    around = {day + timedelta(days=offset) for day in days for offset in (-1, 0, 1)}
    return [day.isoformat() for day in sorted(around)] or ["2000-01-01"]


def _texts(_question: Question, constants: Sequence[Expression]) -> list[Any]:
    named = list(dict.fromkeys(str(each.get("value")) for each in constants))
    return [*named, "\u0001".join(["other", *named])]


def _districts(_question: Question, constants: Sequence[Expression]) -> list[Any]:
    named = list(dict.fromkeys(str(each.get("district")) for each in constants))
    return [*named, "\u0001".join(["other", *named])]


def _choices(question: Question, _constants: Sequence[Expression]) -> list[Any]:
    return [choice.id for choice in question.choices]


def _many(question: Question, constants: Sequence[Expression]) -> list[Any]:
    """Every selection of the choices that conditions name, beside one that none names."""
    offered = [choice.id for choice in question.choices]
    named = [each for each in dict.fromkeys(str(part.get("value")) for part in constants) if each in offered]
    if len(named) > 8:
        raise Unproven
    rest = [each for each in offered if each not in named][:1]
    selections: list[list[str]] = [[]]
    for each in named:
        selections += [[*selection, each] for selection in selections]
    found = [selection + rest for selection in selections] + ([*selections] if rest else [])
    return [selection for selection in found if selection]


_CELLS: Mapping[str, Any] = {
    Sort.NUMBER: _numbers,
    Sort.DATE: _days,
    Sort.TEXT: _texts,
    Sort.YES_NO: lambda _question, _constants: [True, False],
    Sort.TICK: lambda _question, _constants: [True, False],
    Sort.CHOICE: _choices,
    Sort.CHOICES: _many,
    Sort.PLACE: _districts,
}
