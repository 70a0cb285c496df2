"""Data back to the text that an editor would type. Compiled again, the text gives the same data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cms.kit.folding import fold
from engagement.intake.definition.model import text_in
from engagement.intake.expressions.names import Named, Names
from engagement.intake.expressions.reading import QUOTES
from engagement.intake.expressions.words import RESERVED, spelled

# How tightly a part holds together; a part within one that holds tighter needs parentheses.
LOOSE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGNED, SINGLE = range(9)
MISSING = "removed_question"
Data = Mapping[str, Any]


def decompile(expression: Data | None, names: Names, language: str = "en") -> str:
    """The text of an expression, with the words of a language; empty for none. A question that the form no longer
    has is written so that compiling says it is unknown."""
    return "" if expression is None else _Writer(names, language).text(expression, LOOSE)


class _Writer:
    def __init__(self, names: Names, language: str) -> None:
        self.names, self.language = names, language

    def say(self, meaning: str) -> str:
        return spelled(meaning, self.language)

    def text(self, node: Data, least: int) -> str:
        write = _WRITERS.get(str(node.get("op")))
        if write is None:
            return MISSING
        text, holds = write(self, node)
        return f"({text})" if holds < least else text

    def parts(self, node: Data, least: int) -> list[str]:
        return [self.text(part, least) for part in node.get("of", ())]

    def named(self, node: Data, key: str = "question") -> Named | None:
        return self.names.by_id(str(node.get(key)))

    def name(self, node: Data) -> str:
        named = self.named(node)
        return named.name if named else MISSING

    # --- Conditions -------------------------------------------------------------------------------------------

    def joined(self, node: Data) -> tuple[str, int]:
        level = AND if node["op"] == "and" else OR
        return f" {self.say(node['op'])} ".join(self.parts(node, level + 1)), level

    def negated(self, node: Data) -> tuple[str, int]:
        inner = node["of"][0]
        if inner.get("op") == "answered":
            return f"{self.name(inner)} {self.phrase('not_answered')}", COMPARISON
        return f"{self.say('not')} {self.text(inner, NOT)}", NOT

    def truth(self, node: Data) -> tuple[str, int]:
        return self.text(node["of"][0], SINGLE), SINGLE

    def compared(self, node: Data) -> tuple[str, int]:
        return f" {node['op']} ".join(self.parts(node, SUM)), COMPARISON

    def within(self, node: Data) -> tuple[str, int]:
        first, *others = self.parts(node, SUM)
        return f"{first} {self.phrase('in')} ({', '.join(others)})", COMPARISON

    def answered(self, node: Data) -> tuple[str, int]:
        return f"{self.name(node)} {self.phrase('answered')}", COMPARISON

    def includes(self, node: Data) -> tuple[str, int]:
        return f"{self.name(node)} {self.say('includes')} {self.choice(node)[0]}", COMPARISON

    def in_district(self, node: Data) -> tuple[str, int]:
        return f"{self.name(node)} {self.phrase('in_district')} {quoted(str(node['district']))}", COMPARISON

    def phrase(self, which: str) -> str:
        return _PHRASES["el" if self.language == "el" else "en"][which]

    # --- Values -----------------------------------------------------------------------------------------------

    def answer(self, node: Data) -> tuple[str, int]:
        return self.name(node), SINGLE

    def choice(self, node: Data) -> tuple[str, int]:
        """By its name, else by its label; by its id where neither leads back to it."""
        named, wanted = self.named(node), str(node.get("value"))
        choice = named.choice(wanted) if named else None
        if named is None or choice is None or choice.id != wanted:
            return quoted(wanted), SINGLE
        if choice.name and named.choice(choice.name) is choice:
            return (quoted(choice.name) if fold(choice.name) in RESERVED else choice.name), SINGLE
        label = text_in(choice.label, self.language)
        return quoted(label if named.choice(label) is choice else wanted), SINGLE

    def number(self, node: Data) -> tuple[str, int]:
        written = str(node["value"])
        _whole, point, rest = written.partition(".")
        if point and len(rest) == 3 and not written.lstrip("-").startswith("0."):
            written += "0"  # three decimals look like thousands
        return written, SIGNED if written.startswith("-") else SINGLE

    def plain(self, node: Data) -> tuple[str, int]:
        return str(node["value"]), SINGLE

    def quoted(self, node: Data) -> tuple[str, int]:
        return quoted(str(node["value"])), SINGLE

    def truth_value(self, node: Data) -> tuple[str, int]:
        return self.say("yes" if node["value"] else "no"), SINGLE

    def today(self, node: Data) -> tuple[str, int]:
        return self.say("today"), SINGLE

    def chained(self, node: Data) -> tuple[str, int]:
        level = SUM if node["op"] in "+-" else PRODUCT
        first, *others = node["of"]
        least = level + 1 if first.get("op") == node["op"] else level
        parts = [self.text(first, least), *(self.text(part, level + 1) for part in others)]
        return f" {node['op']} ".join(parts), level

    def negative(self, node: Data) -> tuple[str, int]:
        return f"-{self.text(node['of'][0], SIGNED)}", SIGNED

    def moved(self, node: Data) -> tuple[str, int]:
        day, amount = node["of"]
        sign = "+" if node["op"] == "later" else "-"
        return f"{self.text(day, SUM)} {sign} {self.text(amount, SINGLE)} {self.say(node['unit'])}", SUM

    def since(self, node: Data) -> tuple[str, int]:
        return f"{self.say(node['unit'])} {self.say('since')} {self.text(node['of'][0], SIGNED)}", SIGNED

    def when(self, node: Data) -> tuple[str, int]:
        condition, first, second = self.parts(node, OR)
        words = (self.say("if"), condition, self.say("then"), first, self.say("else"), second)
        return " ".join(words), LOOSE

    def called(self, node: Data) -> tuple[str, int]:
        arguments = self.parts(node, OR)
        if node.get("decimals"):
            arguments.append(str(node["decimals"]))
        return f"{self.say(node['op'])}({', '.join(arguments)})", SINGLE

    def counted(self, node: Data) -> tuple[str, int]:
        return f"{self.say('count')}({self.name(node)})", SINGLE


def quoted(text: str) -> str:
    """A text in the first quotes that it does not close itself."""
    pair = next((pair for pair in QUOTES if pair[1] not in text), QUOTES[0])
    return f"{pair[0]}{text}{pair[1]}"


_PHRASES = {
    "en": {
        "answered": "is answered",
        "not_answered": "is not answered",
        "in": "in",
        "in_district": "is in district",
    },
    "el": {
        "answered": "απαντήθηκε",
        "not_answered": "δεν απαντήθηκε",
        "in": "σε",
        "in_district": "είναι στο διαμέρισμα",
    },
}
_WRITERS: Mapping[str, Callable[[_Writer, Data], tuple[str, int]]] = {
    **dict.fromkeys(("and", "or"), _Writer.joined),
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), _Writer.compared),
    **dict.fromkeys(("+", "-", "*", "/"), _Writer.chained),
    **dict.fromkeys(("min", "max", "round", "sum"), _Writer.called),
    **dict.fromkeys(("later", "earlier"), _Writer.moved),
    "not": _Writer.negated,
    "truth": _Writer.truth,
    "in": _Writer.within,
    "answered": _Writer.answered,
    "includes": _Writer.includes,
    "in_district": _Writer.in_district,
    "answer": _Writer.answer,
    "choice": _Writer.choice,
    "number": _Writer.number,
    "date": _Writer.plain,
    "text": _Writer.quoted,
    "truth_value": _Writer.truth_value,
    "today": _Writer.today,
    "negative": _Writer.negative,
    "since": _Writer.since,
    "if": _Writer.when,
    "count": _Writer.counted,
}
