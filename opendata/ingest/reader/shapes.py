"""The shapes of written values: what numbers, dates and yes or no look like, in Greek, English and ISO."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

NOTHING = frozenset(
    {
        "-", "--", "---", "–", "—", ".", "n/a", "#n/a", "na", "none", "null", "nil", "nan", "unknown", "?",
        "δ/υ", "δ.υ.", "άγνωστο", "αγνωστο", "#null!", "#value!", "#ref!", "#div/0!", "\\n",
    }
)  # fmt: skip
TRUE = frozenset({"true", "t", "yes", "y", "ναι", "ν", "αληθές", "αληθεσ", "✓"})
FALSE = frozenset({"false", "f", "no", "n", "όχι", "οχι", "ό", "ψευδές", "ψευδεσ", "✗"})
TRUE_NUMBERS, FALSE_NUMBERS = frozenset({"1"}), frozenset({"0"})

# U+2212 is what typesetters and some programs write.
MINUS = "\u2212"
_SIGN = f"[+{MINUS}-]?"
_MONEY = "€$£%"
_SPACE = r"[\s\x{00A0}\x{202F}]?"
_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
_HALF = r"(?:\s?(?:[AaPp]\.?[Mm]\.?|[πΠ]\.?[μΜ]\.?|[μΜ]\.?[μΜ]\.?))?"
_ZONE = r"(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2}))?"
_WORD = r"\pL+\.?"

INTEGER, ZEROS, LONG = "integer", "zeros", "long"
POINT, COMMA, POINT_3, COMMA_3 = "point", "comma", "point-3", "comma-3"
POINT_GROUPS, COMMA_GROUPS, SPACE_GROUPS, EXPONENT = (
    "point-groups",
    "comma-groups",
    "space-groups",
    "exponent",
)
# Below zero as accountants write it: `(1.200,00)` and `1.200,00-`.
ACCOUNTED = "accounted"
MONEY = "money"
ISO_DATE, ISO_TIME, DAY_DATE, DAY_TIME = "iso-date", "iso-time", "day-date", "day-time"
NAMED_DATE = "named-date"
WORDS, MIXED = "words", "mixed"

# The first that fits counts. RE2 has no look-ahead, so the order does its work.
SHAPES: tuple[tuple[str, str], ...] = (
    (ZEROS, rf"^{_SIGN}0\d+$"),
    (INTEGER, rf"^{_SIGN}\d{{1,18}}$"),
    (LONG, rf"^{_SIGN}\d{{19,}}$"),
    (POINT_3, rf"^{_SIGN}[1-9]\d{{0,2}}\.\d{{3}}$"),
    (COMMA_3, rf"^{_SIGN}[1-9]\d{{0,2}},\d{{3}}$"),
    (POINT, rf"^{_SIGN}(?:0?\.\d+|0\.\d+|[1-9]\d*\.\d*)$"),
    (COMMA, rf"^{_SIGN}(?:0?,\d+|0,\d+|[1-9]\d*,\d*)$"),
    (POINT_GROUPS, rf"^{_SIGN}[1-9]\d{{0,2}}(?:\.\d{{3}})+(?:,\d+)?$"),
    (COMMA_GROUPS, rf"^{_SIGN}[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?$"),
    (SPACE_GROUPS, rf"^{_SIGN}[1-9]\d{{0,2}}(?:[ \x{{00A0}}\x{{202F}}]\d{{3}})+(?:[.,]\d+)?$"),
    (EXPONENT, rf"^{_SIGN}\d+\.\d+[eE][+-]?\d+$|^{_SIGN}\d+[eE][+-]\d+$"),
    (ISO_DATE, r"^\d{4}([-/.])\d{1,2}[-/.]\d{1,2}\.?$"),
    (ISO_TIME, rf"^\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}[T ]\s?{_TIME}{_HALF}{_ZONE}$"),
    (DAY_DATE, r"^\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})$"),
    (DAY_TIME, rf"^\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}}),?\s+{_TIME}{_HALF}$"),
    (
        NAMED_DATE,
        (
            rf"^(?:{_WORD},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th|η|ης)?[-\s./]+{_WORD}[-\s./,]+(?:\d{{4}}|\d{{2}})"
            rf"|{_WORD}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})(?:,?\s+{_TIME}{_HALF})?$"
        ),
    ),
    (
        MONEY,
        (
            rf"^[{_MONEY}]{_SPACE}{_SIGN}[\d.,]*\d$|^{_SIGN}[{_MONEY}]{_SPACE}[\d.,]*\d$"
            rf"|^{_SIGN}[\d.,]*\d{_SPACE}[{_MONEY}]$"
        ),
    ),
    (
        ACCOUNTED,
        (
            rf"^\([{_MONEY}]?{_SPACE}[\d.,]*\d{_SPACE}[{_MONEY}]?\){_SPACE}[{_MONEY}]?$"
            rf"|^[{_MONEY}]?{_SPACE}[\d.,]*[.,]\d+{_SPACE}-{_SPACE}[{_MONEY}]?$"
        ),
    ),
    (WORDS, r"^[^\d]*$"),
)
NUMBERS = frozenset(
    {INTEGER, POINT, COMMA, POINT_3, COMMA_3, POINT_GROUPS, COMMA_GROUPS, SPACE_GROUPS, EXPONENT, MONEY}
)
# What the number of an amount may be.
OF_AMOUNTS = (NUMBERS - {MONEY}) | {ZEROS, LONG}
# What stands around it.
AROUND_AMOUNTS = rf"[\s\x{{00A0}}\x{{202F}}{_MONEY}]"
# Thousands of per cent are no share: three digits after a mark are decimals there.
OF_SHARES = {POINT_3: POINT, COMMA_3: COMMA}
DATES = frozenset({ISO_DATE, ISO_TIME, DAY_DATE, DAY_TIME, NAMED_DATE})
TIMES = frozenset({ISO_TIME, DAY_TIME})
# Their years may have two digits.
OPEN_CENTURIES = frozenset({DAY_DATE, DAY_TIME, NAMED_DATE})

EMAIL = r"^[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}$"
PHONE = r"^(?:(?:\+|00)30)?[\s.-]?(?:2[1-8]|69)(?:[\s./-]?\d){8}$"
WKT = (
    r"^(?i)(?:SRID=\d+;)?\s*(?:POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION"
    r"|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE)\s*(?:ZM|Z|M)?\s*(?:\(|EMPTY)"
)
EWKB = r"^(?i)(?:\\x)?(?:00[0-9a-f]{2}0000[0-9a-f]{2}|01[0-9a-f]{2}0[03]00[0-9a-f]{2})[0-9a-f]{18,}$"

MONTHS = {
    "ιαν": 1, "φεβ": 2, "μαρ": 3, "απρ": 4, "μαι": 5, "μαϊ": 5, "ιουν": 6, "ιουλ": 7, "αυγ": 8, "σεπ": 9, "οκτ": 10,
    "νοε": 11, "δεκ": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_ACCENTS = str.maketrans("άέήίόύώϊΐϋΰ", "αεηιουωιιυυ")


def month_of(word: str) -> int:
    """The number of a month by its name, Greek or English, whole or cut; 0 for another word."""
    bare = word.strip(".").lower().translate(_ACCENTS)
    if len(bare) < 3:
        return 0
    return MONTHS.get(bare[:4]) or MONTHS.get(bare[:3]) or 0


def split(values: pa.Array) -> list[tuple[str, Any]]:
    """The shapes that values (without nulls) have, each with the positions of those that have it."""
    found: list[tuple[str, Any]] = []
    positions = pa.array(range(len(values)), pa.int32())
    left = values
    for name, pattern in SHAPES:
        if not len(left):
            break
        fits = pc.match_substring_regex(left, pattern)
        if not pc.any(fits).as_py():
            continue
        found.append((name, positions.filter(fits)))
        misses = pc.invert(fits)
        left, positions = left.filter(misses), positions.filter(misses)
    if len(left):
        found.append((MIXED, positions))
    return found


_FOLDING = re.compile(r"\s+")


def folded(value: str) -> str:
    """Small letters, single spaces."""
    return _FOLDING.sub(" ", value.strip().lower())
