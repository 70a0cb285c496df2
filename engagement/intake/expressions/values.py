"""Answers as values to compute with. What is stored may be anything: what does not fit is no value."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext
from typing import Any

from engagement.intake.expressions.names import Sort

Value = Decimal | date | bool | str
# No trap: what cannot be computed becomes no number, and that no value. A division by zero too.
ARITHMETIC = Context(prec=28, rounding=ROUND_HALF_UP, Emax=999, Emin=-999, traps=[])
LARGEST = Decimal(10) ** 18
MOST_SPAN = 40_000
KEPT_DECIMALS = Decimal("0.000001")


class Chosen(str):
    """The id of a choice: compared to the letter, where texts are not."""

    __slots__ = ()


def number_of(answer: Any) -> Decimal | None:
    """A number, also one within {"amount": …} as money may be kept."""
    if isinstance(answer, Mapping):
        answer = answer.get("amount")
    if isinstance(answer, bool) or not isinstance(answer, str | int | float | Decimal):
        return None
    if isinstance(answer, str) and len(answer) > 40:
        return None
    try:
        return finite(Decimal(str(answer)))
    except (DecimalException, ValueError):
        return None


def finite(number: Decimal) -> Decimal | None:
    """The number, unless it is none or beyond all measure."""
    return number if number.is_finite() and abs(number) < LARGEST else None


def date_of(answer: Any) -> date | None:
    """A day as it is stored: 2026-05-21."""
    if isinstance(answer, date):
        return answer
    if not isinstance(answer, str) or len(answer) != 10:
        return None
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def any_of(answer: Any) -> Value | None:
    """A value of a kind that is not known: only plain ones."""
    if isinstance(answer, bool | str | date):
        return answer
    return number_of(answer) if isinstance(answer, int | float | Decimal) else None


def answer_as(answer: Any, sort: str) -> Value | None:
    """A stored answer as a value of a sort; None when it is missing or of another."""
    return _AS.get(sort, any_of)(answer)


# A box that was not ticked says no.
_AS: Mapping[str, Callable[[Any], Value | None]] = {
    Sort.NUMBER: number_of,
    Sort.DATE: date_of,
    Sort.YES_NO: lambda answer: answer if isinstance(answer, bool) else None,
    Sort.TICK: lambda answer: answer is True,
    Sort.TEXT: lambda answer: answer if isinstance(answer, str) else None,
    Sort.CHOICE: lambda answer: Chosen(answer) if isinstance(answer, str) else None,
}


def as_answer(value: Value | None) -> Any:
    """A computed value as it is stored: numbers as text with at most six decimals, days as 2026-05-21."""
    if isinstance(value, Decimal):
        with localcontext(ARITHMETIC):
            kept = value.quantize(KEPT_DECIMALS) if abs(value) < LARGEST else value
            return format(kept.normalize() + 0, "f") if kept.is_finite() else None
    if isinstance(value, Chosen):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def moved(day: date, amount: Decimal, unit: str) -> date | None:
    """A day so many days, months or years later. The 31st becomes the last day of a shorter month."""
    if abs(amount) > MOST_SPAN:
        return None
    count = int(amount)
    try:
        if unit == "days":
            return day + timedelta(days=count)
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "years" else 1)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))
    except (OverflowError, ValueError):
        return None


def whole_since(day: date, today: date, unit: str) -> Decimal:
    """Whole days, months or years from a day to today, as people count their age; negative before that day."""
    if unit == "days":
        return Decimal((today - day).days)
    if today < day:
        return -whole_since(today, day, unit)
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return Decimal(months // 12 if unit == "years" else months)
