"""Tokens to a tree that knows nothing of questions yet. Both languages' words are read here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.kit.folding import fold
from engagement.intake.expressions.problems import ExpressionProblem, problem
from engagement.intake.expressions.reading import Token, tokens_of
from engagement.intake.expressions.words import BOTH_NO_AND_NOT, FUNCTIONS, UNITS, meaning_among, means

MOST_DEPTH = 30
_TOO_DEEP = _("There is too much within each other: please divide it.")
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Node:
    """One part of the text: what it does, where it stands, what it is made of."""

    does: str
    at: int
    parts: tuple[Node, ...] = ()
    value: Any = None


def tree_of(text: str) -> Node:
    """The tree of a whole text. Raises ExpressionProblem."""
    tree = _Parser(tokens_of(text)).whole()
    level = [tree]
    for _depth in range(MOST_DEPTH):
        level = [part for node in level for part in node.parts]
        if not level:
            return tree
    raise problem("too_deep", _TOO_DEEP, level[0].at)


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.next = 0
        self.depth = 0

    # --- Looking and taking -----------------------------------------------------------------------------------

    @property
    def here(self) -> Token:
        return self.tokens[self.next]

    def after(self) -> Token:
        return self.tokens[min(self.next + 1, len(self.tokens) - 1)]

    def says(self, meaning: str) -> bool:
        return self.here.kind == "word" and means(self.here.text, meaning)

    def take(self, meaning: str) -> bool:
        if self.says(meaning):
            self.next += 1
            return True
        return False

    def take_sign(self, *signs: str) -> str:
        if self.here.kind == "sign" and self.here.text in signs:
            self.next += 1
            return self.tokens[self.next - 1].text
        return ""

    def demand_sign(self, sign: str) -> None:
        if not self.take_sign(sign):
            raise self.expected(f"“{sign}”")

    def demand(self, meaning: str, shown: str | Promise) -> None:
        if not self.take(meaning):
            raise self.expected(shown)

    def expected(self, what: str | Promise) -> ExpressionProblem:
        token = self.here
        if token.kind == "end":
            return problem("ends", _("It ends too early: {what} is missing."), token.at, what=what)
        sentence = _("Instead of “{found}”, {what} is expected here.")
        return problem("expected", sentence, token.at, len(token.text), found=token.text, what=what)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise problem("too_deep", _TOO_DEEP, self.here.at)

    def takes_negation(self) -> bool:
        """Takes "not". The Greek word for it also means the answer no: then something must follow it."""
        if not self.says("not"):
            return False
        if fold(self.here.text) == BOTH_NO_AND_NOT:
            following = self.after()
            goes_on = following.kind in {"number", "text", "date"} or following.text in {"(", "-"}
            is_word = following.kind == "word" and not meaning_among(
                following.text, ("and", "or", "then", "else")
            )
            if not goes_on and not is_word:
                return False
        self.next += 1
        return True

    # --- Conditions -------------------------------------------------------------------------------------------

    def whole(self) -> Node:
        if self.here.kind == "end":
            raise problem("empty", _("Nothing is written here."), 0)
        node = self.either()
        if self.here.kind != "end":
            raise self.expected(_("“and”, “or” or the end"))
        return node

    def either(self) -> Node:
        self.deeper()
        node = self.joined("or", lambda: self.joined("and", self.negation))
        self.depth -= 1
        return node

    def joined(self, word: str, part: Any) -> Node:
        first = part()
        parts = [first]
        while self.take(word):
            parts.append(part())
        return first if len(parts) == 1 else Node(word, first.at, tuple(parts))

    def negation(self) -> Node:
        at = self.here.at
        if not self.takes_negation():
            return self.comparison()
        self.deeper()
        node = Node("not", at, (self.negation(),))
        self.depth -= 1
        return node

    def comparison(self) -> Node:
        left = self.sum()
        at = self.here.at
        if sign := self.take_sign(*COMPARISONS):
            return Node("compare", at, (left, self.sum()), sign)
        negated = self.takes_negation()
        linked = self.take("is")
        if linked and not negated:
            negated = self.takes_negation()
        found = self.phrase(left, at)
        if found is None and linked:
            return Node("compare", at, (left, self.sum()), "!=" if negated else "=")
        if found is None:
            if negated:
                raise self.expected(_("“is”, “in”, “includes” or “answered”"))
            return left
        return Node("not", at, (found,)) if negated else found

    def phrase(self, left: Node, at: int) -> Node | None:
        """What follows a value: in (…), in district "…", answered, includes …"""
        if self.take("in"):
            if self.take("district"):
                token = self.here
                if token.kind != "text":
                    raise self.expected(_("the name or code of a district, in quotes"))
                self.next += 1
                return Node("in_district", at, (left, Node("text", token.at, value=token.value)))
            self.demand_sign("(")
            return Node("in", at, (left, *self.listed(self.sum)))
        if self.take("answered"):
            return Node("answered", at, (left,))
        if self.take("includes"):
            return Node("includes", at, (left, self.sum()))
        return None

    def listed(self, part: Any) -> list[Node]:
        """Values up to the closing parenthesis."""
        found = [part()]
        while self.take_sign(","):
            found.append(part())
        self.demand_sign(")")
        return found

    # --- Arithmetic -------------------------------------------------------------------------------------------

    def sum(self) -> Node:
        return self.chain(("+", "-"), lambda: self.chain(("*", "/"), self.signed))

    def chain(self, signs: tuple[str, ...], part: Any) -> Node:
        node: Node = part()
        is_own = False
        while sign := self.take_sign(*signs):
            before = node.parts if is_own and node.does == sign else (node,)
            node, is_own = Node(sign, node.at, (*before, part())), True
        return node

    def signed(self) -> Node:
        at = self.here.at
        if not self.take_sign("-"):
            return self.with_unit(self.single())
        self.deeper()
        inner = self.signed()
        self.depth -= 1
        if inner.does == "number":
            return Node("number", at, value=-inner.value)
        return Node("negative", at, (inner,))

    def with_unit(self, node: Node) -> Node:
        unit = meaning_among(self.here.text, UNITS) if self.here.kind == "word" else ""
        if not unit:
            return node
        self.next += 1
        return Node("span", node.at, (node,), unit)

    def single(self) -> Node:
        token = self.here
        if token.kind in {"number", "text", "date"}:
            self.next += 1
            return Node(token.kind, token.at, value=token.value)
        if token.kind == "word":
            return self.word(token)
        if self.take_sign("("):
            node = self.either()
            self.demand_sign(")")
            return node
        raise self.expected(_("a question’s short name or a value"))

    def word(self, token: Token) -> Node:
        following = self.after()
        self.next += 1
        if following.text == "(" and (function := meaning_among(token.text, FUNCTIONS)):
            self.next += 1
            return Node("call", token.at, tuple(self.listed(self.either)), function)
        if unit := meaning_among(token.text, UNITS):
            if following.kind == "word" and means(following.text, "since"):
                self.next += 1
                self.deeper()
                node = Node("since", token.at, (self.signed(),), unit)
                self.depth -= 1
                return node
            return Node("word", token.at, value=token.text)
        if means(token.text, "if"):
            return self.choice(token.at)
        for meaning in ("yes", "no", "today"):
            if means(token.text, meaning):
                return Node(meaning, token.at, value=token.text)
        return Node("word", token.at, value=token.text)

    def choice(self, at: int) -> Node:
        condition = self.either()
        self.demand("then", _("“then”"))
        first = self.either()
        self.demand("else", _("“else”"))
        return Node("if", at, (condition, first, self.either()))
