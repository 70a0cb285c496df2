"""Days that a form sets as limits: fixed ones, and ones that move with today."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from django.utils import timezone

_MOVING = re.compile(r"today(?:\s*([+-])\s*(\d{1,5})\s*([dwmy]?))?", re.ASCII)
MOST_YEARS = 200


def is_limit(text: str) -> bool:
    """Whether `day_of` can read it."""
    return day_of(text) is not None


def day_of(text: str, today: date | None = None) -> date | None:
    """`2026-05-01`, `today`, `today+30`, `today-2w`, `today+3m`, `today-18y`; None for anything else."""
    today = today or timezone.localdate()
    moving = _MOVING.fullmatch(text.strip())
    try:
        if moving is None:
            return date.fromisoformat(text.strip())
        sign = -1 if moving[1] == "-" else 1
        count = sign * int(moving[2] or 0)
        if moving[3] in ("m", "y"):
            return _months_later(today, count * (12 if moving[3] == "y" else 1))
        return today + timedelta(days=count * (7 if moving[3] == "w" else 1))
    except (ValueError, OverflowError):
        return None


def _months_later(day: date, months: int) -> date | None:
    """The same day of another month, or its last one."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
