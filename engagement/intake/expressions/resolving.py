"""A tree to plain data: names become ids, and what cannot be compared or computed is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from engagement.intake.expressions.names import SORTS, Named, Sort
from engagement.intake.expressions.naming import Data, Lookup, Typed
from engagement.intake.expressions.parsing import Node
from engagement.intake.expressions.problems import problem

ORDERED = frozenset({Sort.NUMBER, Sort.DATE})
MOST_DECIMALS = 6


def fits(sort: str, wanted: str) -> bool:
    """Whether a value of one sort may stand where another is wanted; of an unknown sort it may."""
    same = {Sort.TICK: Sort.YES_NO, Sort.CHOICE: Sort.TEXT}
    return Sort.OTHER in {sort, wanted} or same.get(sort, sort) == same.get(wanted, wanted)


def truth_of(typed: Typed) -> Data:
    """An answer that stands alone as a condition."""
    is_bare = typed.data["op"] in {"answer", "if"}
    return {"op": "truth", "of": [typed.data]} if is_bare else typed.data


class Resolver(Lookup):
    """Each part of a tree to its data."""

    def resolve(self, node: Node) -> Typed:
        """The data of a part. Raises ExpressionProblem."""
        return _MEANINGS[node.does](self, node)

    def wanting(self, node: Node, sort: str) -> Data:
        """The data of a part that must be of a sort."""
        typed = self.resolve(node)
        if not fits(typed.sort, sort):
            raise problem("sort", _WANTED[sort], node.at)
        return truth_of(typed) if sort == Sort.YES_NO else typed.data

    # --- Conditions --------------------------------------------------------------------------------------------

    def joined(self, node: Node) -> Typed:
        parts = [self.wanting(part, Sort.YES_NO) for part in node.parts]
        return Typed({"op": node.does, "of": parts}, Sort.YES_NO)

    def compare(self, node: Node) -> Typed:
        left, right = self.sides(node.parts)
        sign = str(node.value)
        if not fits(left.sort, right.sort) or Sort.SPAN in {left.sort, right.sort}:
            raise problem("sorts", _("These two cannot be compared: they are of different kinds."), node.at)
        if sign not in {"=", "!="} and not {left.sort, right.sort} <= {*ORDERED, Sort.OTHER}:
            raise problem("order", _("Only numbers and dates are smaller or larger: use “=” here."), node.at)
        return Typed({"op": sign, "of": [left.data, right.data]}, Sort.YES_NO)

    def sides(self, parts: Sequence[Node]) -> tuple[Typed, Typed]:
        """Both sides of a comparison; the name of a choice is understood beside the question that offers it."""
        for one, other in ((0, 1), (1, 0)):
            node = parts[one]
            named = self.asked(node)
            if named is not None and named.sort == Sort.CHOICES:
                raise problem(
                    "many", _("“{name}” allows several answers: use “includes”."), node.at, name=named.name
                )
            if named is None or named.sort != Sort.CHOICE or self._is_a_question(parts[other], named):
                continue
            typed = self.resolve(node)
            chosen = Typed(self.choice_of(named, parts[other]), Sort.CHOICE)
            return (typed, chosen) if one == 0 else (chosen, typed)
        return self.resolve(parts[0]), self.resolve(parts[1])

    def _is_a_question(self, node: Node, beside: Named) -> bool:
        """Whether a word is meant as another question rather than as a choice of the one beside it."""
        return beside.choice(str(node.value)) is None and self.asked(node) is not None

    def within(self, node: Node) -> Typed:
        first, *others = node.parts
        sides = [self.sides((first, other)) for other in others]
        left = sides[0][0]
        if not all(fits(left.sort, right.sort) for _left, right in sides) or left.sort == Sort.SPAN:
            raise problem("sorts", _("These two cannot be compared: they are of different kinds."), node.at)
        return Typed({"op": "in", "of": [left.data, *(right.data for _left, right in sides)]}, Sort.YES_NO)

    def answered(self, node: Node) -> Typed:
        named = self.question_beside(node.parts[0])
        return Typed({"op": "answered", "question": named.question.id}, Sort.YES_NO)

    def includes(self, node: Node) -> Typed:
        named = self.question_beside(node.parts[0])
        if named.sort not in {Sort.CHOICES, Sort.OTHER}:
            sentence = _("“{name}” has one answer: use “=” instead of “includes”.")
            raise problem("one", sentence, node.at, name=named.name)
        choice = self.choice_of(named, node.parts[1])
        return Typed({"op": "includes", "question": named.question.id, "value": choice["value"]}, Sort.YES_NO)

    def in_district(self, node: Node) -> Typed:
        named = self.question_beside(node.parts[0])
        if named.sort != Sort.PLACE and named.question.kind in SORTS:
            sentence = _("“{name}” is no place: only an address or a place on the map lies in a district.")
            raise problem("no_place", sentence, node.at, name=named.name)
        code = self.district(node.parts[1])
        return Typed({"op": "in_district", "question": named.question.id, "district": code}, Sort.YES_NO)

    # --- Arithmetic --------------------------------------------------------------------------------------------

    def arithmetic(self, node: Node) -> Typed:
        first = self.resolve(node.parts[0])
        if first.sort == Sort.DATE and node.does in {"+", "-"}:
            return self.moved(first, node)
        parts = (
            [first.data]
            if first.sort in {Sort.NUMBER, Sort.OTHER}
            else [self.wanting(node.parts[0], Sort.NUMBER)]
        )
        parts += [self.wanting(part, Sort.NUMBER) for part in node.parts[1:]]
        return Typed({"op": node.does, "of": parts}, Sort.NUMBER)

    def moved(self, day: Typed, node: Node) -> Typed:
        """`today + 30 days`: one length of time after the other."""
        data = day.data
        for part in node.parts[1:]:
            if part.does != "span":
                raise problem(
                    "span", _("Only days, months or years can be added to a date: “30 days”."), part.at
                )
            amount = self.wanting(part.parts[0], Sort.NUMBER)
            data = {
                "op": "later" if node.does == "+" else "earlier",
                "of": [data, amount],
                "unit": part.value,
            }
        return Typed(data, Sort.DATE)

    def span(self, node: Node) -> Typed:
        raise problem("span", _("A length of time can only be added to a date or taken from one."), node.at)

    def negative(self, node: Node) -> Typed:
        return Typed({"op": "negative", "of": [self.wanting(node.parts[0], Sort.NUMBER)]}, Sort.NUMBER)

    def since(self, node: Node) -> Typed:
        return Typed(
            {"op": "since", "of": [self.wanting(node.parts[0], Sort.DATE)], "unit": node.value}, Sort.NUMBER
        )

    def when(self, node: Node) -> Typed:
        condition = self.wanting(node.parts[0], Sort.YES_NO)
        first, second = self.resolve(node.parts[1]), self.resolve(node.parts[2])
        if not fits(first.sort, second.sort) or Sort.SPAN in {first.sort, second.sort}:
            raise problem(
                "sorts", _("After “then” and after “else” the same kind of value is expected."), node.at
            )
        return Typed({"op": "if", "of": [condition, first.data, second.data]}, first.sort)

    def call(self, node: Node) -> Typed:
        return _FUNCTIONS[str(node.value)](self, node)

    def of_several(self, node: Node) -> Typed:
        if len(node.parts) < 2:
            raise problem(
                "arguments",
                _("Here at least two values are needed, with a comma and a space between."),
                node.at,
            )
        parts = [self.resolve(part) for part in node.parts]
        sort = Sort.DATE if parts[0].sort == Sort.DATE else Sort.NUMBER
        data = [self.wanting(part, sort) for part in node.parts]
        return Typed({"op": node.value, "of": data}, sort)

    def rounded(self, node: Node) -> Typed:
        digits = node.parts[1] if len(node.parts) == 2 else Node("number", node.at, value=Decimal(0))
        is_count = digits.does == "number" and digits.value == int(digits.value)
        if len(node.parts) > 2 or not is_count or not 0 <= digits.value <= MOST_DECIMALS:
            raise problem("arguments", _("round(…) takes a value and how many decimals, 0 to 6."), node.at)
        data = {
            "op": "round",
            "of": [self.wanting(node.parts[0], Sort.NUMBER)],
            "decimals": int(digits.value),
        }
        return Typed(data, Sort.NUMBER)

    def total(self, node: Node) -> Typed:
        if self.in_sum or len(node.parts) != 1:
            raise problem(
                "arguments", _("sum(…) takes one value of each row of a group, and no other sum."), node.at
            )
        self.in_sum, self.groups = True, set()
        data = self.wanting(node.parts[0], Sort.NUMBER)
        self.in_sum = False
        if len(self.groups) != 1:
            raise problem(
                "rows", _("sum(…) needs a question of one repeating group: sum(group.question)."), node.at
            )
        return Typed({"op": "sum", "group": self.groups.pop(), "of": [data]}, Sort.NUMBER)

    def counted(self, node: Node) -> Typed:
        named = self.question_beside(node.parts[0])
        if len(node.parts) != 1 or named.sort not in {Sort.GROUP, Sort.CHOICES, Sort.OTHER}:
            raise problem(
                "arguments",
                _("count(…) takes a repeating group or a question with several answers."),
                node.at,
            )
        return Typed({"op": "count", "question": named.question.id}, Sort.NUMBER)


def _plain(node: Node) -> Typed:
    if node.does == "number":
        return Typed({"op": "number", "value": _written(node.value)}, Sort.NUMBER)
    if node.does == "date":
        return Typed({"op": "date", "value": node.value.isoformat()}, Sort.DATE)
    if node.does in {"yes", "no"}:
        return Typed({"op": "truth_value", "value": node.does == "yes"}, Sort.YES_NO)
    if node.does == "today":
        return Typed({"op": "today"}, Sort.DATE)
    return Typed({"op": "text", "value": node.value}, Sort.TEXT)


def _written(number: Decimal) -> str:
    """One way to write each number: 2.50 is 2.5."""
    return format(number.normalize() + 0, "f")


_MEANINGS: Mapping[str, Callable[[Resolver, Node], Typed]] = {
    **dict.fromkeys(("number", "date", "text", "yes", "no", "today"), lambda _self, node: _plain(node)),
    **dict.fromkeys(("and", "or", "not"), Resolver.joined),
    **dict.fromkeys(("+", "-", "*", "/"), Resolver.arithmetic),
    "word": Resolver.word,
    "compare": Resolver.compare,
    "in": Resolver.within,
    "answered": Resolver.answered,
    "includes": Resolver.includes,
    "in_district": Resolver.in_district,
    "span": Resolver.span,
    "negative": Resolver.negative,
    "since": Resolver.since,
    "if": Resolver.when,
    "call": Resolver.call,
}
_FUNCTIONS: Mapping[str, Callable[[Resolver, Node], Typed]] = {
    "min": Resolver.of_several,
    "max": Resolver.of_several,
    "round": Resolver.rounded,
    "sum": Resolver.total,
    "count": Resolver.counted,
}
_WANTED = {
    Sort.NUMBER: _("Here a number is expected."),
    Sort.DATE: _("Here a date is expected."),
    Sort.YES_NO: _("Here a condition is expected, such as “area > 5” or a question answered by yes or no."),
}
