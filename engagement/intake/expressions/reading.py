"""Text to tokens: numbers with comma or point, dates, quoted texts, words, signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from engagement.intake.expressions.problems import problem

MOST_LETTERS = 2_000
MOST_TOKENS = 400
MOST_DIGITS = 15

_TOKEN = re.compile(
    r"""
    (?P<space>[\s€]+)
  | (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]) | [0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?![0-9]))
  | (?P<number>[0-9]+(?:[.,][0-9]+)*)
  | (?P<text>"[^"]*" | '[^']*' | «[^»]*» | “[^”]*” )
  | (?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)?)
  | (?P<sign><=|>=|!=|<>|==|[=<>≠≤≥+\-−*×·/÷(),;])
    """,
    re.VERBOSE,
)
_SAME = {
    "==": "=",
    "<>": "!=",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "−": "-",
    "×": "*",
    "·": "*",
    "÷": "/",
    ";": ",",
}
QUOTES = ('""', "«»", "''", "“”")


@dataclass(frozen=True)
class Token:
    """`kind`: number, date, text, word, sign or end; `value` is ready to use."""

    kind: str
    text: str
    at: int
    value: Any = None


def tokens_of(text: str) -> list[Token]:
    """All tokens and an end. Raises ExpressionProblem."""
    if len(text) > MOST_LETTERS:
        raise problem(
            "too_long", _("This is too long: {most} letters at most."), MOST_LETTERS, most=MOST_LETTERS
        )
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        if match.lastgroup != "space":
            found.append(_token(str(match.lastgroup), match.group(), at))
        at = match.end()
        if len(found) > MOST_TOKENS:
            raise problem("too_long", _("This is too long: please divide it."), at)
    return [*found, Token("end", "", len(text))]


def _unreadable(text: str, at: int) -> Exception:
    if text[at] in "\"'«“":
        return problem("open_text", _("This text in quotes does not end."), at, len(text) - at)
    return problem("sign", _("“{sign}” means nothing here."), at, sign=text[at])


def _token(kind: str, text: str, at: int) -> Token:
    if kind == "number":
        return Token(kind, text, at, _number(text, at))
    if kind == "date":
        return Token(kind, text, at, _date(text, at))
    if kind == "text":
        return Token(kind, text, at, text[1:-1])
    return Token(kind, _SAME.get(text, text), at)


def _number(text: str, at: int) -> Decimal:
    whole, *rest = re.split("[.,]", text)
    if len(rest) > 1:
        raise problem(
            "number",
            _("“{number}” is no number. Put a space after the comma between two numbers."),
            at,
            len(text),
            number=text,
        )
    if rest and len(rest[0]) == 3 and whole != "0":
        raise problem(
            "thousands",
            _("Is “{number}” {thousands} or {fraction}? Write thousands without a separator."),
            at,
            len(text),
            number=text,
            thousands=whole + rest[0],
            fraction=f"{text}0",
        )
    if len(text) > MOST_DIGITS:
        raise problem("number", _("This number has too many digits."), at, len(text))
    return Decimal(".".join([whole, *rest]))


def _date(text: str, at: int) -> date:
    parts = [int(part) for part in re.split("[-/]", text)]
    year, month, day = parts if "-" in text else reversed(parts)
    try:
        return date(year, month, day)
    except ValueError:
        raise problem("date", _("There is no day {day}."), at, len(text), day=text) from None
