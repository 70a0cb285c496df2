"""The questions, choices and districts that a text names; the nearest one where a name is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.kit.folding import fold
from engagement.intake.expressions.names import Named, Names, Sort
from engagement.intake.expressions.parsing import Node
from engagement.intake.expressions.problems import problem, unknown

Data = dict[str, Any]
# Parts that may spell the name of a choice: one may be called "yes".
SPELLED = frozenset({"word", "text", "yes", "no", "today"})


@dataclass(frozen=True)
class Typed:
    """A part of the expression with the sort of its value, and the question that it is, if it is one."""

    data: Data
    sort: str
    named: Named | None = None


class Lookup:
    """What the resolver asks names for. `groups`: the repeating groups named within the sum being read."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.in_sum = False
        self.groups: set[str] = set()

    def asked(self, node: Node) -> Named | None:
        """The question that a part is, if it is one that may be used."""
        return self.names.known.get(str(node.value).lower()) if node.does == "word" else None

    def named(self, node: Node) -> Named:
        """The question that a word names."""
        word = str(node.value)
        named = self.asked(node)
        if named is None:
            raise self._unknown(word, node.at)
        if named.group:
            if not self.in_sum:
                sentence = _("“{name}” is asked in each row: use it within sum(…).")
                raise problem("row", sentence, node.at, len(word), name=word)
            self.groups.add(named.group)
        return named

    def _unknown(self, word: str, at: int) -> Exception:
        if word.lower() in self.names.later:
            sentence = _("“{name}” is asked later: only earlier questions can be used here.")
            return problem("later", sentence, at, len(word), name=word)
        return unknown(word, self.names.known, at, _("No question is called “{name}”."))

    def word(self, node: Node) -> Typed:
        named = self.named(node)
        if named.sort in {Sort.GROUP, Sort.CHOICES, Sort.PLACE}:
            raise problem("whole", _WHOLE[named.sort], node.at, len(named.name), name=named.name)
        return self.answer(named)

    def answer(self, named: Named) -> Typed:
        """A question's answer as a value."""
        data = {"op": "answer", "question": named.question.id, "as": named.sort}
        return Typed(data, named.sort, named)

    def choice_of(self, named: Named, node: Node) -> Data:
        """A choice by its name, or in quotes by its label or id."""
        if node.does not in SPELLED:
            raise problem(
                "choice",
                _("Here one of the answers that “{name}” offers is expected."),
                node.at,
                name=named.name,
            )
        choice = named.choice(str(node.value))
        if choice is None:
            sentence = _("“{question}” does not offer “{name}”.")
            raise unknown(str(node.value), named.choice_names(), node.at, sentence, question=named.name)
        return {"op": "choice", "question": named.question.id, "value": choice.id}

    def district(self, node: Node) -> str:
        """The code of a district given by code or name in any language."""
        known = self.names.districts
        if known is None:
            return str(node.value)
        wanted = fold(str(node.value))
        for code, names in known.items():
            if wanted in {fold(code), *(fold(name) for name in names.values())}:
                return code
        offered = [*known, *(name for names in known.values() for name in names.values())]
        raise unknown(str(node.value), offered, node.at, _("No district is called “{name}”."))

    def question_beside(self, node: Node) -> Named:
        if node.does != "word":
            raise problem("no_question", _("Here a question’s short name is expected."), node.at)
        return self.named(node)


_WHOLE = {
    Sort.GROUP: _("“{name}” is a repeating group: use count({name}) or sum({name}.question)."),
    Sort.CHOICES: _("“{name}” allows several answers: use “{name} includes …”."),
    Sort.PLACE: _("“{name}” is a place: use “{name} is in district …” or “{name} is answered”."),
}
