"""Which cells of a workbook are days or shares, and which day or per cent a number stands for."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# Texts in quotes, escaped letters, colours and conditions are no parts of a date; hours beyond 24 are durations.
_DECORATION = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
# Of a style of cells: what its numbers are shown as.
PLAIN, DAY, SHARE = "", "day", "share"
_BUILT_IN_SHARES = frozenset({9, 10})
# Larger ones nobody has shown as per cent.
LARGEST_SHARE = 1e12
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 (a workbook knows no zones)
# Excel counts a 29th of February 1900, which never was.
_FALSE_LEAP_DAY = 60
LAST_DAY = 2_958_466


def style_of(number: int, code: str | None) -> str:
    """What cells of that format show: days or times, shares, or plain numbers. `code` is None for a built-in format."""
    if code is None:
        return DAY if number in _BUILT_IN_DATES else SHARE if number in _BUILT_IN_SHARES else PLAIN
    bare = _DECORATION.sub("", code.partition(";")[0])
    if "%" in bare:
        return SHARE
    return DAY if _DATE_LETTERS.search(bare) and bare.lower() != "general" else PLAIN


def written_share(number: float) -> str:
    """As people see it: 0.15 is `15%`, digit by digit and not as floats multiply."""
    if not abs(number) < LARGEST_SHARE:
        return repr(number)
    digits = format(Decimal(repr(number)) * 100, "f")
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + "%"


def written_date(serial: float, *, since_1904: bool) -> str | None:
    """The number as a day, a moment, or (below one) a time of day; None where it is none of them."""
    if not 0 <= serial < LAST_DAY:
        return None
    if serial < 1 and not since_1904:
        seconds = round(serial * 86_400) % 86_400
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    epoch = _EPOCH_1904 if since_1904 else _EPOCH
    days = serial + 1 if serial < _FALSE_LEAP_DAY and not since_1904 else serial
    moment = epoch + timedelta(seconds=round(days * 86_400))
    if moment.hour or moment.minute or moment.second:
        return moment.isoformat(" ")
    return moment.date().isoformat()
