"""An expression as a sentence for people: what *Check*, the history and the notes of a fee show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from engagement.intake.definition.model import FormDefinition, Question, Texts, text_in
from engagement.intake.expressions.values import date_of, number_of

Data = Mapping[str, Any]
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MOST_DEPTH = 60


def in_words(
    expression: Data | None,
    form: FormDefinition | Iterable[Question],
    language: str,
    *,
    districts: Mapping[str, Texts] | None = None,
) -> str:
    """A condition as part of a sentence, a value as a calculation. "always" for no condition."""
    questions = form.questions() if isinstance(form, FormDefinition) else form
    with override(language):
        if expression is None:
            return _("always")
        by_id = {each.id: each for question in questions for each in (question, *question.questions)}
        return _Teller(by_id, language, districts or {}).tell(expression)


class _Teller:
    def __init__(
        self, questions: Mapping[str, Question], language: str, districts: Mapping[str, Texts]
    ) -> None:
        self.questions, self.language, self.districts = questions, language, districts
        self.depth = 0

    def tell(self, node: Any, *, negated: bool = False) -> str:
        """A part in words. `negated`: its opposite, so that "not" stands where people say it."""
        does = node.get("op") if isinstance(node, Mapping) else None
        teller = _TELLERS.get(does) if isinstance(does, str) else None
        if teller is None or self.depth > MOST_DEPTH:
            return "…"
        self.depth += 1
        told = teller(self, node, negated)
        self.depth -= 1
        return told

    def parts(self, node: Data) -> list[Any]:
        inner = node.get("of")
        return inner if isinstance(inner, list) else []

    def first(self, node: Data, *, negated: bool = False) -> str:
        parts = self.parts(node)
        return self.tell(parts[0], negated=negated) if parts else "…"

    def question(self, node: Data, key: str = "question") -> str:
        question = self.questions.get(str(node.get(key)))
        if question is None:
            return _("a removed question")
        return _("“{question}”").format(question=text_in(question.label, self.language) or question.name)

    # --- Conditions -------------------------------------------------------------------------------------------

    def joined(self, node: Data, negated: bool) -> str:
        is_and = (node["op"] == "and") is not negated
        told = []
        for part in self.parts(node):
            inner = self.tell(part, negated=negated)
            told.append(f"({inner})" if self.is_compound(part) else inner)
        return (_(" and ") if is_and else _(" or ")).join(told)

    def is_compound(self, part: Any) -> bool:
        while isinstance(part, Mapping) and part.get("op") == "not" and self.parts(part):
            part = self.parts(part)[0]
        return isinstance(part, Mapping) and part.get("op") in {"and", "or"}

    def opposite(self, node: Data, negated: bool) -> str:
        return self.first(node, negated=not negated)

    def truth(self, node: Data, negated: bool) -> str:
        return (_("{left} is not {right}") if negated else _("{left} is {right}")).format(
            left=self.first(node), right=_("yes")
        )

    def compared(self, node: Data, negated: bool) -> str:
        parts = [self.tell(part) for part in self.parts(node)]
        if len(parts) != 2:
            return "…"
        sign = OPPOSITE[node["op"]] if negated else node["op"]
        template = {
            "=": _("{left} is {right}"),
            "!=": _("{left} is not {right}"),
            "<": _("{left} is less than {right}"),
            "<=": _("{left} is at most {right}"),
            ">": _("{left} is more than {right}"),
            ">=": _("{left} is at least {right}"),
        }[sign]
        if any(self.is_day(part) for part in self.parts(node)):
            template = {
                "<": _("{left} is before {right}"),
                "<=": _("{left} is {right} or earlier"),
                ">": _("{left} is after {right}"),
                ">=": _("{left} is {right} or later"),
            }.get(sign, template)
        return template.format(left=parts[0], right=parts[1])

    def is_day(self, part: Any) -> bool:
        return isinstance(part, Mapping) and (
            part.get("op") in {"date", "today", "later", "earlier"} or part.get("as") == "date"
        )

    def within(self, node: Data, negated: bool) -> str:
        left, *others = [self.tell(part) for part in self.parts(node)] or ["…"]
        template = _("{left} is none of {values}") if negated else _("{left} is one of {values}")
        return template.format(left=left, values=", ".join(others))

    def answered(self, node: Data, negated: bool) -> str:
        template = _("{question} was not answered") if negated else _("{question} was answered")
        return template.format(question=self.question(node))

    def includes(self, node: Data, negated: bool) -> str:
        template = _("{question} does not include {value}") if negated else _("{question} includes {value}")
        return template.format(question=self.question(node), value=self.choice(node, False))

    def in_district(self, node: Data, negated: bool) -> str:
        code = str(node.get("district"))
        template = (
            _("{question} is not in the district {district}")
            if negated
            else _("{question} is in the district {district}")
        )
        district = text_in(self.districts.get(code, {}), self.language) or code
        return template.format(question=self.question(node), district=district)

    def plainly(self, node: Data, negated: bool) -> str:
        value = node.get("value")
        told = (_("yes") if value else _("no")) if isinstance(value, bool) else self.choice(node, False)
        template = _("{left} is not {right}") if negated else _("{left} is {right}")
        return template.format(left=self.question(node), right=told)

    # --- Values -----------------------------------------------------------------------------------------------

    def answer(self, node: Data, _negated: bool) -> str:
        return self.question(node)

    def choice(self, node: Data, _negated: bool) -> str:
        question = self.questions.get(str(node.get("question")))
        wanted = str(node.get("value"))
        found = next((each for each in question.choices if each.id == wanted), None) if question else None
        return _("“{question}”").format(question=text_in(found.label, self.language) if found else wanted)

    def number(self, node: Data, _negated: bool) -> str:
        found = number_of(node.get("value"))
        return "…" if found is None else number_format(found)

    def day(self, node: Data, _negated: bool) -> str:
        found = date_of(node.get("value"))
        return date_format(found, "j E Y") if isinstance(found, date) else "…"

    def text(self, node: Data, _negated: bool) -> str:
        return _("“{question}”").format(question=node.get("value"))

    def truth_value(self, node: Data, negated: bool) -> str:
        return _("yes") if bool(node.get("value")) is not negated else _("no")

    def today(self, _node: Data, _negated: bool) -> str:
        return _("today")

    def chained(self, node: Data, _negated: bool) -> str:
        sign = {"+": "+", "-": "−", "*": "×", "/": "÷"}[node["op"]]
        return f" {sign} ".join(self.in_parentheses(part) for part in self.parts(node))

    def in_parentheses(self, part: Any) -> str:
        compound = {"+", "-", "*", "/", "if", "later", "earlier"}
        told = self.tell(part)
        return f"({told})" if isinstance(part, Mapping) and part.get("op") in compound else told

    def negative(self, node: Data, _negated: bool) -> str:
        return "−" + "".join(self.in_parentheses(part) for part in self.parts(node)[:1])

    def called(self, node: Data, _negated: bool) -> str:
        values = ", ".join(self.tell(part) for part in self.parts(node))
        template = {
            "min": _("the smallest of {values}"),
            "max": _("the largest of {values}"),
            "round": _("{values}, rounded"),
        }[node["op"]]
        return template.format(values=values)

    def total(self, node: Data, _negated: bool) -> str:
        group = self.question(node, "group")
        return _("the sum of {value} over the rows of {group}").format(value=self.first(node), group=group)

    def counted(self, node: Data, _negated: bool) -> str:
        return _("the number of entries in {question}").format(question=self.question(node))

    def moved(self, node: Data, _negated: bool) -> str:
        parts = self.parts(node)
        if len(parts) != 2:
            return "…"
        template = _("{span} after {day}") if node["op"] == "later" else _("{span} before {day}")
        return template.format(span=self.span(parts[1], str(node.get("unit"))), day=self.tell(parts[0]))

    def span(self, amount: Any, unit: str) -> str:
        is_one = isinstance(amount, Mapping) and number_of(amount.get("value")) == Decimal(1)
        template = {
            "days": _("{number} day") if is_one else _("{number} days"),
            "months": _("{number} month") if is_one else _("{number} months"),
            "years": _("{number} year") if is_one else _("{number} years"),
        }.get(unit, "{number}")
        return template.format(number=self.in_parentheses(amount))

    def since(self, node: Data, _negated: bool) -> str:
        template = {
            "days": _("the days since {day}"),
            "months": _("the whole months since {day}"),
            "years": _("the whole years since {day}"),
        }.get(str(node.get("unit")), "{day}")
        return template.format(day=self.first(node))

    def when(self, node: Data, negated: bool) -> str:
        parts = self.parts(node)
        if len(parts) != 3:
            return "…"
        first, second = (self.tell(part, negated=negated) for part in parts[1:])
        return _("{first} if {condition}, else {second}").format(
            first=first, condition=self.tell(parts[0]), second=second
        )


_TELLERS: Mapping[str, Callable[[_Teller, Data, bool], str]] = {
    **dict.fromkeys(("and", "or"), _Teller.joined),
    **dict.fromkeys(OPPOSITE, _Teller.compared),
    **dict.fromkeys(("+", "-", "*", "/"), _Teller.chained),
    **dict.fromkeys(("min", "max", "round"), _Teller.called),
    **dict.fromkeys(("later", "earlier"), _Teller.moved),
    "not": _Teller.opposite,
    "truth": _Teller.truth,
    "in": _Teller.within,
    "answered": _Teller.answered,
    "includes": _Teller.includes,
    "in_district": _Teller.in_district,
    "is": _Teller.plainly,
    "answer": _Teller.answer,
    "choice": _Teller.choice,
    "number": _Teller.number,
    "date": _Teller.day,
    "text": _Teller.text,
    "truth_value": _Teller.truth_value,
    "today": _Teller.today,
    "negative": _Teller.negative,
    "sum": _Teller.total,
    "count": _Teller.counted,
    "since": _Teller.since,
    "if": _Teller.when,
}
