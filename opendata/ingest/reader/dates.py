"""Dates and moments as people write them: ISO, day/month/year, names of months in Greek and English.

A year of two digits is of this century, unless it would lie more than twenty years ahead of today: then it is of the
century before. In 2026, 46 is 2046 and 47 is 1947. A town dates what was and what is planned, never so far ahead.
"""

from __future__ import annotations

from time import gmtime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.reader.shapes import month_of

UTC = pa.timestamp("us", "UTC")
# So many years ahead of today is the last that two digits stand for.
YEARS_AHEAD = 20
FIRST_YEAR, LAST_YEAR = 1, 9999
_CLOCK = (
    r"(?:[T,\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s?(?P<half>[AaPpπΠμΜ]\.?[MmμΜ]\.?)?\s?(?P<zone>Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$"
)
_ISO = r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\.?" + _CLOCK
_NUMERIC = r"^(?P<one>\d{1,2})\s?[-/.]\s?(?P<two>\d{1,2})\s?[-/.]\s?(?P<year>\d{4}|\d{2})" + _CLOCK
_NAMED = (
    r"^(?:\pL+\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|η|ης)?[-\s./]+(?P<name>\pL+)\.?[-\s./,]+(?P<year>\d{4}|\d{2})"
    + _CLOCK
)
_NAMED_FIRST = (
    r"^(?:\pL+\.?,\s+)?(?P<name>\pL+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _CLOCK
)
# A day whose year has two digits: 7-5-68, 18 Δεκ 20.
SHORT_YEAR = (
    r"^(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?"
    r"|(?:\pL+\.?,?\s+)?\d{1,2}(?:st|nd|rd|th|η|ης)?[-\s./]+\pL+\.?[-\s./,]+)\d{2}(?:\D|$)"
)
_NIGHT, _MORNING = ("p", "μ"), ("a", "π")


def read(written: pa.Array, order: str, zone: str) -> pa.Array:
    """Moments in UTC, null for what is no date. `order` is "dmy" or "mdy"."""
    written = written.cast(pa.string())
    result = pa.nulls(len(written), UTC)
    for pattern in (_ISO, _NUMERIC, _NAMED, _NAMED_FIRST):
        if result.null_count == 0:
            break
        parts = pc.extract_regex(written, pattern)
        if parts.null_count < len(parts):
            result = pc.coalesce(result, _moments(parts, order, zone))
    return result


def last_short_year() -> int:
    """The latest year that two digits stand for, today."""
    return gmtime().tm_year + YEARS_AHEAD


def are_short(written: pa.Array) -> Any:
    """Which of the texts are days whose year has two digits."""
    return pc.match_substring_regex(written, SHORT_YEAR).fill_null(False).to_numpy(zero_copy_only=False)


def in_zone(moments: pa.Array, zone: str) -> pa.Array:
    """Local moments with their zone; an hour that is skipped or repeated in spring or autumn gets one meaning."""
    return pc.assume_timezone(moments, zone, ambiguous="earliest", nonexistent="latest")


def sensible(moments: pa.Array) -> pa.Array:
    """Null for years that no calendar has."""
    micros = moments.cast(pa.int64())
    low, high = (
        int(np.datetime64(f"{year:04d}-01-02", "us").astype(np.int64)) for year in (FIRST_YEAR, LAST_YEAR)
    )
    fits = pc.and_(pc.greater_equal(micros, low), pc.less(micros, high))
    return pc.if_else(fits, moments, pa.scalar(None, moments.type))


def _moments(parts: Any, order: str, zone: str) -> pa.Array:
    names = [one.name for one in parts.type]
    year, short = _number(parts, "year"), _lengths(parts, "year") == 2
    last = last_short_year()
    year = np.where(short, last - (last - year) % 100, year)
    if "one" in names:
        one, two = _number(parts, "one"), _number(parts, "two")
        day, month = (one, two) if order == "dmy" else (two, one)
    else:
        day = _number(parts, "day")
        month = _number(parts, "month") if "month" in names else _months(parts)
    hour, half = _number(parts, "hour"), _halves(parts)
    hour = np.where((half == 2) & (hour < 12), hour + 12, np.where((half == 1) & (hour == 12), 0, hour))
    minute, second = _number(parts, "minute"), _number(parts, "second")
    good = (month >= 1) & (month <= 12) & (day >= 1) & (year >= FIRST_YEAR)
    good &= (hour < 24) & (minute < 60) & (second < 60)
    months = ((year - 1970) * 12 + np.where(good, month, 1) - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    good &= days.astype("datetime64[M]") == months
    micros = days.astype("datetime64[us]").astype(np.int64)
    micros += ((hour * 60 + minute) * 60 + second) * 1_000_000 + _fractions(parts)
    local = pa.array(
        micros, pa.timestamp("us"), mask=~good | pc.is_null(parts).to_numpy(zero_copy_only=False)
    )
    return _zoned(local, parts, zone)


def _zoned(local: pa.Array, parts: Any, zone: str) -> pa.Array:
    """Each moment in the zone that it names, the others in the town's."""
    named = parts.field("zone")
    own = pc.and_(pc.is_valid(named), pc.not_equal(named, ""))
    ordinary = in_zone(local, zone).cast(UTC)
    if not pc.any(own).as_py():
        return ordinary
    minutes = np.array([_offset(text) for text in named.to_pylist()], np.int64)
    shifted = pa.array(
        local.cast(pa.int64()).fill_null(0).to_numpy() - minutes * 60_000_000,
        mask=pc.is_null(local).to_numpy(zero_copy_only=False),
    ).cast(UTC)
    return pc.if_else(own, shifted, ordinary)


def _offset(text: str | None) -> int:
    if not text or text in ("Z", "UTC"):
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    return (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if text[0] == "-" else 1)


def _number(parts: Any, name: str) -> Any:
    column = parts.field(name)
    return pc.if_else(pc.equal(column, ""), "0", column).fill_null("0").cast(pa.int64()).to_numpy()


def _lengths(parts: Any, name: str) -> Any:
    return pc.utf8_length(parts.field(name)).fill_null(0).to_numpy()


def _fractions(parts: Any) -> Any:
    written = parts.field("fraction")
    if pc.all(pc.equal(written.fill_null(""), "")).as_py():
        return 0
    return np.array([int((text or "0")[:6].ljust(6, "0")) for text in written.to_pylist()], np.int64)


def _months(parts: Any) -> Any:
    coded = parts.field("name").dictionary_encode()
    known = np.array([month_of(word) for word in coded.dictionary.to_pylist()] or [0], np.int64)
    return known[coded.indices.fill_null(0).to_numpy()]


def _halves(parts: Any) -> Any:
    """1 before noon, 2 after, 0 for a clock of 24 hours."""
    coded = parts.field("half").dictionary_encode()
    words = [(word or "").lower() for word in coded.dictionary.to_pylist()]
    known = np.array(
        [2 if w.startswith(_NIGHT) else 1 if w.startswith(_MORNING) else 0 for w in words] or [0]
    )
    return known[coded.indices.fill_null(0).to_numpy()]
