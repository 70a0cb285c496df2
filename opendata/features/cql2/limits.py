"""How large and how deep a filter may be, found out before it is parsed.

The parser runs in our own process and descends once for each level, so a text of brackets would end the
process. This reads the text once and counts, without understanding more of it than is needed for that.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from opendata.features.cql2.problems import refused

LARGEST = 50_000
DEEPEST = 60
MOST_CONDITIONS = 500

TOKEN = re.compile(
    r"""
    (?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
    |(?P<word>[^\W\d]\w*)
    |(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
OPERATORS = frozenset("+-*/%^=<>")
WORD_OPERATORS = frozenset({"not", "div", "like", "in", "between", "is"})
JOINS = frozenset({"and", "or"})


def check_text(text: str) -> None:
    """Raises the problem of a text that is too long, too deep or has too many conditions."""
    check_size(text)
    # Operators that wait at each open bracket: each may be one level of the tree.
    waiting = [0]
    joins = 0
    for found in TOKEN.finditer(text):
        piece = found.group().lower()
        if piece == "(":
            waiting.append(0)
        elif piece == ")":
            if len(waiting) > 1:
                waiting.pop()
        elif piece in JOINS:
            joins += 1
            waiting[-1] = 0
        elif piece == ",":
            waiting[-1] = 0
        elif piece in OPERATORS or piece in WORD_OPERATORS:
            waiting[-1] += 1
        if len(waiting) + sum(waiting) > DEEPEST:
            raise too_deep()
    if joins > MOST_CONDITIONS:
        raise too_many()


def check_json(text: str) -> None:
    """Raises the problem of JSON that is too long or too deep."""
    check_size(text)
    if text.count('"op"') > 2 * MOST_CONDITIONS:
        raise too_many()
    depth = 0
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text, re.DOTALL):
        piece = found.group()
        if piece in ("[", "{"):
            depth += 1
            # Two levels of brackets for each level of the tree, five for a polygon's coordinates.
            if depth > 2 * DEEPEST + 5:
                raise too_deep()
        elif piece in ("]", "}"):
            depth -= 1


def check_size(text: str) -> None:
    """Raises the problem of a text that is too long, or holds what PostgreSQL cannot."""
    if len(text) > LARGEST:
        raise refused(_("“filter” is longer than %(most)s letters.") % {"most": LARGEST})
    if "\x00" in text:
        raise refused(_("“filter” holds a null character."))


def too_many() -> Exception:
    """The problem of too many conditions."""
    return refused(_("“filter” has more than %(most)s conditions.") % {"most": MOST_CONDITIONS})


def too_deep() -> Exception:
    """The problem of too many levels."""
    return refused(_("“filter” is nested deeper than %(most)s levels.") % {"most": DEEPEST})
