"""Numbers as people type them: with a comma or a point, with or without marks between thousands."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST = 40
_SHAPE = re.compile(r"[+-]?(\d[\d.,']*|[.,]\d+)", re.ASCII)
_GROUPS = re.compile(r"\d{1,3}([.,'])\d{3}(\1\d{3})*", re.ASCII)


class NotANumber(ValueError):
    """What was typed is no number."""


def read_number(text: str, *, decimals: int, language: str) -> Decimal:
    """`1.234,5`, `1,234.5`, `1 234,5` and `1234.5` are the same. Raises NotANumber.

    A lone mark before three digits parts thousands, unless three or more decimals are asked for and it is the
    language's own decimal mark.
    """
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-").replace("’", "'")
    if len(bare) > LONGEST or not _SHAPE.fullmatch(bare):
        raise NotANumber(text)
    sign, digits = ("-", bare[1:]) if bare[0] == "-" else ("", bare.lstrip("+"))
    whole, fraction = _parts(digits, decimals, "." if language == "en" else ",")
    try:
        return Decimal(f"{sign}{whole or 0}.{fraction or 0}")
    except InvalidOperation as problem:
        raise NotANumber(text) from problem


def _parts(digits: str, decimals: int, decimal_mark: str) -> tuple[str, str]:
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits.replace("'", ""), ""
    mark, before, after = digits[last], digits[:last], digits[last + 1 :]
    marks = {sign for sign in before if sign in ".,'"}
    if mark in marks or (not marks and _means_thousands(digits, decimals, mark, decimal_mark)):
        if not _GROUPS.fullmatch(digits):
            raise NotANumber(digits)
        return re.sub(r"\D", "", digits), ""
    if len(marks) > 1 or (marks and not _GROUPS.fullmatch(before)):
        raise NotANumber(digits)
    return re.sub(r"\D", "", before), after


def _means_thousands(digits: str, decimals: int, mark: str, decimal_mark: str) -> bool:
    if not _GROUPS.fullmatch(digits) or digits.startswith("0"):
        return False
    return decimals < 3 or mark != decimal_mark


def plain(number: Decimal, decimals: int | None = None) -> str:
    """As it is kept: digits, a point, never an exponent; `decimals` fixes their number."""
    if decimals is not None:
        return f"{number:.{decimals}f}"
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def decimal_of(value: Any) -> Decimal | None:
    """A setting or a stored answer as a number; None for nothing and for what is none."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e20") else None
