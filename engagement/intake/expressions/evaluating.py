"""Reading a compiled expression against answers. It never raises, whatever is stored.

Three outcomes of a condition: it holds, it does not, or it is *undecided* (None) for an answer that it needs is
missing or of the wrong sort. "and" with one part that does not hold does not hold; "or" with one that holds holds;
"not" of undecided is undecided. An undecided condition shows nothing: `holds` is False.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from django.utils import timezone

from cms.kit.folding import fold
from engagement.intake.expressions.values import (
    ARITHMETIC,
    Chosen,
    Value,
    answer_as,
    date_of,
    finite,
    moved,
    number_of,
    whole_since,
)

Answers = Mapping[str, Any]
MOST_DEPTH = 60
MOST_ROWS = 1_000
MOST_STEPS = 50_000


def stored_district(answer: Any) -> str | None:
    """The district that a kind of place has written into its answer."""
    found = answer.get("district") if isinstance(answer, Mapping) else None
    if isinstance(found, Mapping):
        found = found.get("code")
    return found if isinstance(found, str) and found else None


@dataclass(frozen=True)
class Facts:
    """What an expression knows beside the answers. `day` fixes today, for tests of forms."""

    day: date | None = None
    district_of: Callable[[Any], str | None] = stored_district

    @property
    def today(self) -> date:
        """The day in the town's time zone."""
        return self.day or timezone.localdate()


AS_IT_IS = Facts()


def holds(expression: Mapping[str, Any] | None, answers: Answers, facts: Facts = AS_IT_IS) -> bool:
    """Whether a compiled condition is met; no condition always is."""
    return expression is None or truth(expression, answers, facts) is True


def truth(expression: Mapping[str, Any], answers: Answers, facts: Facts = AS_IT_IS) -> bool | None:
    """As `holds`, but None when it is undecided."""
    found = value_of(expression, answers, facts)
    return found if isinstance(found, bool) else None


def value_of(expression: Mapping[str, Any] | None, answers: Answers, facts: Facts = AS_IT_IS) -> Value | None:
    """What a compiled computation comes to; None while an answer that it needs is missing."""
    with localcontext(ARITHMETIC):
        return _Reader(answers, facts).read(expression, 0)


def parts_of(expression: Any) -> Iterator[Mapping[str, Any]]:
    """An expression and all that it is made of."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            yield part
            inner = part.get("of")
            waiting.extend(inner if isinstance(inner, list | tuple) else ())


def questions_in(expression: Mapping[str, Any] | None) -> set[str]:
    """Ids of the questions that an expression looks at; a group as well as its questions."""
    named = (part.get(key) for part in parts_of(expression) for key in ("question", "group"))
    return {each for each in named if isinstance(each, str)}


class _Reader:
    def __init__(self, answers: Answers, facts: Facts) -> None:
        self.answers, self.facts = answers, facts
        self.steps = 0

    def read(self, node: Any, depth: int) -> Value | None:
        self.steps += 1
        if not isinstance(node, Mapping) or depth > MOST_DEPTH or self.steps > MOST_STEPS:
            return None
        does = node.get("op")
        reader = _READERS.get(does) if isinstance(does, str) else None
        return reader(self, node, depth + 1) if reader else None

    def parts(self, node: Mapping[str, Any]) -> list[Any]:
        inner = node.get("of")
        return inner if isinstance(inner, list) else []

    def each(self, node: Mapping[str, Any], depth: int) -> Iterator[Value | None]:
        return (self.read(part, depth) for part in self.parts(node))

    def first(self, node: Mapping[str, Any], depth: int) -> Value | None:
        return next(self.each(node, depth), None)

    def answer_to(self, node: Mapping[str, Any], key: str = "question") -> Any:
        question = node.get(key)
        return self.answers.get(question) if isinstance(question, str) else None

    # --- Conditions -------------------------------------------------------------------------------------------

    def joined(self, node: Mapping[str, Any], depth: int) -> bool | None:
        decisive = node["op"] == "or"
        undecided = False
        for found in self.each(node, depth):
            if isinstance(found, bool) and found is decisive:
                return decisive
            undecided = undecided or not isinstance(found, bool)
        return None if undecided else not decisive

    def negated(self, node: Mapping[str, Any], depth: int) -> bool | None:
        found = self.first(node, depth)
        return not found if isinstance(found, bool) else None

    def truth(self, node: Mapping[str, Any], depth: int) -> bool | None:
        found = self.first(node, depth)
        return found if isinstance(found, bool) else None

    def compare(self, node: Mapping[str, Any], depth: int) -> bool | None:
        values = list(self.each(node, depth))
        return compared(node["op"], values[0], values[1]) if len(values) == 2 else None

    def within(self, node: Mapping[str, Any], depth: int) -> bool | None:
        first, *others = [*self.each(node, depth)] or [None]
        found = [compared("=", first, other) for other in others]
        return True if True in found else None if None in found else False

    def answered(self, node: Mapping[str, Any], depth: int) -> bool:
        return self.answer_to(node) not in (None, "", [], {})

    def includes(self, node: Mapping[str, Any], depth: int) -> bool:
        answer = self.answer_to(node)
        return isinstance(answer, list) and node.get("value") in answer

    def in_district(self, node: Mapping[str, Any], depth: int) -> bool | None:
        answer, wanted = self.answer_to(node), node.get("district")
        if answer is None or not isinstance(wanted, str):
            return None
        found = self.facts.district_of(answer)
        return found is not None and fold(found) == fold(wanted)

    def plainly(self, node: Mapping[str, Any], depth: int) -> bool | None:
        """A comparison as code puts it together: {"op": "is", "question": id, "value": answer}."""
        answer = self.answer_to(node)
        return None if answer is None else bool(answer == node.get("value"))

    # --- Values -----------------------------------------------------------------------------------------------

    def answer(self, node: Mapping[str, Any], depth: int) -> Value | None:
        return answer_as(self.answer_to(node), str(node.get("as")))

    def number(self, node: Mapping[str, Any], depth: int) -> Decimal | None:
        return number_of(node.get("value"))

    def day(self, node: Mapping[str, Any], depth: int) -> date | None:
        return date_of(node.get("value"))

    def text(self, node: Mapping[str, Any], depth: int) -> Value | None:
        found = node.get("value")
        return found if isinstance(found, str | bool) else None

    def choice(self, node: Mapping[str, Any], depth: int) -> Chosen | None:
        found = node.get("value")
        return Chosen(found) if isinstance(found, str) else None

    def today(self, node: Mapping[str, Any], depth: int) -> date:
        return self.facts.today

    def arithmetic(self, node: Mapping[str, Any], depth: int) -> Decimal | None:
        numbers = [found for found in self.each(node, depth) if isinstance(found, Decimal)]
        if not numbers or len(numbers) != len(self.parts(node)):
            return None
        result, does = numbers[0], node["op"]
        for number in numbers[1:]:
            result = _SUMS[does](result, number)
        return finite(-result if does == "negative" else result)

    def extreme(self, node: Mapping[str, Any], depth: int) -> Value | None:
        found = list(self.each(node, depth))
        pick: Callable[[Any], Any] = min if node["op"] == "min" else max
        for sort in (Decimal, date):
            if found and all(isinstance(each, sort) for each in found):
                return pick(found)  # type: ignore[no-any-return]  # one sort, as just seen
        return None

    def rounded(self, node: Mapping[str, Any], depth: int) -> Decimal | None:
        found, decimals = self.first(node, depth), node.get("decimals")
        if not isinstance(found, Decimal) or type(decimals) is not int or not 0 <= decimals <= 6:
            return None
        return finite(found.quantize(Decimal(1).scaleb(-decimals)))

    def moved(self, node: Mapping[str, Any], depth: int) -> date | None:
        found = list(self.each(node, depth))
        if len(found) != 2 or not isinstance(found[0], date) or not isinstance(found[1], Decimal):
            return None
        amount = -found[1] if node["op"] == "earlier" else found[1]
        return moved(found[0], amount, str(node.get("unit")))

    def since(self, node: Mapping[str, Any], depth: int) -> Decimal | None:
        found = self.first(node, depth)
        return (
            whole_since(found, self.facts.today, str(node.get("unit"))) if isinstance(found, date) else None
        )

    def when(self, node: Mapping[str, Any], depth: int) -> Value | None:
        parts = self.parts(node)
        condition = self.read(parts[0], depth) if len(parts) == 3 else None
        return self.read(parts[1 if condition else 2], depth) if isinstance(condition, bool) else None

    def rows(self, node: Mapping[str, Any], key: str) -> list[Any]:
        answer = self.answer_to(node, key)
        return answer[:MOST_ROWS] if isinstance(answer, list) else []

    def total(self, node: Mapping[str, Any], depth: int) -> Decimal | None:
        """Over the rows of a group; a row where something is missing adds nothing."""
        result, whole = Decimal(0), self.answers
        for row in self.rows(node, "group"):
            if isinstance(row, Mapping):
                self.answers = {**whole, **row}
                found = self.first(node, depth)
                result += found if isinstance(found, Decimal) else 0
        self.answers = whole
        return finite(result)

    def counted(self, node: Mapping[str, Any], depth: int) -> Decimal:
        return Decimal(len(self.rows(node, "question")))


def compared(sign: str, left: Value | None, right: Value | None) -> bool | None:
    """Two values; None when one is missing or they are of different sorts. Texts regardless of case and accents."""
    for sort in (bool, Decimal, date, str):
        if isinstance(left, sort) and isinstance(right, sort):
            if sort is str and not isinstance(left, Chosen) and not isinstance(right, Chosen):
                left, right = fold(str(left)), fold(str(right))
            return bool(_SIGNS[sign](left, right))
    return None


_SUMS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "negative": lambda one, _other: one,
}
_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
_READERS: Mapping[str, Callable[[_Reader, Mapping[str, Any], int], Value | None]] = {
    **dict.fromkeys(("and", "or"), _Reader.joined),
    **dict.fromkeys(_SIGNS, _Reader.compare),
    **dict.fromkeys(_SUMS, _Reader.arithmetic),
    **dict.fromkeys(("min", "max"), _Reader.extreme),
    **dict.fromkeys(("later", "earlier"), _Reader.moved),
    **dict.fromkeys(("text", "truth_value"), _Reader.text),
    "choice": _Reader.choice,
    "not": _Reader.negated,
    "truth": _Reader.truth,
    "in": _Reader.within,
    "answered": _Reader.answered,
    "includes": _Reader.includes,
    "in_district": _Reader.in_district,
    "is": _Reader.plainly,
    "answer": _Reader.answer,
    "number": _Reader.number,
    "date": _Reader.day,
    "today": _Reader.today,
    "round": _Reader.rounded,
    "since": _Reader.since,
    "if": _Reader.when,
    "sum": _Reader.total,
    "count": _Reader.counted,
}
