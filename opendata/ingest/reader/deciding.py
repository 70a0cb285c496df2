"""From what was seen of a column to its type, its unit, and what it hints at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from opendata.ingest.codes import Personal
from opendata.ingest.reader import persons, shapes
from opendata.ingest.reader.decimals import (
    BY_CUSTOM,
    BY_FILE,
    Manner,
    decimal_of,
    is_money,
    reads_decimals,
)
from opendata.ingest.reader.keys import transliterate
from opendata.ingest.reader.watching import Watch

TEXT, INTEGER, NUMBER = "string", "integer", "number"
BOOLEAN, DATE, DATETIME = "boolean", "date", "datetime"
# So many of a hundred values may be words or mistakes in a column of numbers or dates.
ODD_PERCENT = 2
# A column of text of which so many of a hundred values, and no fewer than so many, are numbers or days: told.
NEARLY_PERCENT, NEARLY_LEAST = 80, 5
_WORDS = re.compile(r"[^a-z0-9]+")

# Digits that are names, not amounts: they are never calculated with, and may begin with zero.
_CODES = re.compile(
    r"\b(afm|amka|vat|tin|tk|t k|tach\w* kod\w*|zip|zipcode|postcode|post code|postal\w*|plz"
    r"|phone|fax|tel|til|tilefon\w*|kinito|mobile|iban|adt|ada|kaek|kod\w*|code|codes|barcode)\b"
)
_PERSONAL = (
    (Personal.TAX_NUMBER, re.compile(r"\b(afm|tin|vat number|tax number|arithmos forologik\w*)\b")),
    (Personal.SOCIAL_SECURITY_NUMBER, re.compile(r"\b(amka|ssn|social security\w*)\b")),
    (
        Personal.EMAIL,
        re.compile(r"\b(e ?mail|email|mail address|ilektroniki die[fvy]thynsi|ilektroniko tachydromeio)\b"),
    ),
    (Personal.PHONE, re.compile(r"\b(phone|telephone|mobile|tel|til|tilefon\w*|kinito|fax|cell)\b")),
)
_UNITS = (
    ("m²", r"(m2|m²|sqm|sq m|τ\.?μ\.?|τετρ\.? ?μέτρα|sq metres|square metres)"),
    ("km²", r"(km2|km²|τ\.?χλμ\.?)"),
    ("ha", r"(ha|hectares|εκτάρια)"),
    ("στρ.", r"(στρ\.?|στρέμματα)"),
    ("m³", r"(m3|m³|κ\.?μ\.?)"),
    ("km/h", r"(km/h|χλμ/ώρα)"),
    ("mm", r"(mm|χιλιοστά)"),
    ("cm", r"(cm|εκ\.?|εκατοστά)"),
    ("km", r"(km|χλμ\.?|χιλιόμετρα)"),
    ("m", r"(m|meters|metres|μ\.?|μέτρα)"),
    ("kg", r"(kg|κιλά)"),
    ("t", r"(tonnes|τόνοι)"),
    ("kWh", r"(kwh)"),
    ("%", r"(%|percent|ποσοστό|τοις εκατό)"),
    ("€", r"(€|eur|euro|ευρώ)"),
    ("°C", r"(°c|celsius|βαθμοί)"),
    ("ft", r"(ft|feet|πόδια)"),
    ("in", r"(inches|ίντσες)"),
)
_BRACKETED = [(unit, re.compile(rf"[(\[]\s*{words}\s*[)\]]\s*$", re.I)) for unit, words in _UNITS]
_TRAILING = [(unit, re.compile(rf"[_\s]{words}$", re.I)) for unit, words in _UNITS if unit not in ("t", "m")]


@dataclass
class Decided:
    """What a column is."""

    type: str = TEXT
    decimal: str = "."
    dates: str = "dmy"
    unit: str = ""
    personal: Personal = Personal.NONE
    american: bool = False
    # Of dates as 3/4/2025: "values" where some say which number is the day, "custom" where none does.
    dates_by: str = ""
    # Of numbers whose decimals the column itself does not show: why they are read so, and whether that is worth a look.
    decimal_by: str = ""
    doubtful: bool = False
    # Of a text: the type that nearly all of its values have; empty where there is none.
    nearly: str = ""


def plain_name(label: str) -> str:
    """A label as small ASCII words with single spaces: what headers are compared by."""
    return _WORDS.sub(" ", transliterate(label)).strip()


def decide(watch: Watch, label: str, manner: Manner, *, native: bool = False, named: bool = False) -> Decided:
    """`manner` is that of the file's other numbers, for columns that say nothing themselves.

    `native` numbers were none of texts, and programs write `named` ones (coordinates): their marks are in no doubt.
    """
    name = plain_name(label)
    decided = Decided(unit=_unit(watch, label))
    money = is_money(watch, decided.unit)
    if not native:
        decided.decimal, decided.decimal_by = decimal_of(watch, manner, money=money)
    if named:
        decided.decimal_by = ""
    # Money has two decimals, not three, whatever the file's other numbers have.
    of_file = decided.decimal_by == BY_FILE and money and reads_decimals(watch, decided.decimal)
    decided.doubtful = decided.decimal_by == BY_CUSTOM or of_file
    decided.american = watch.second_over_12 > watch.first_over_12
    decided.dates = "mdy" if decided.american else "dmy"
    if watch.shapes[shapes.DAY_DATE] or watch.shapes[shapes.DAY_TIME]:
        decided.dates_by = "values" if watch.first_over_12 or watch.second_over_12 else "custom"
    decided.type = _native_type(watch) if watch.native is not None else _type(watch, name)
    if decided.type not in (INTEGER, NUMBER):
        decided.unit = ""
    decided.personal = _personal(watch, name, decided.type)
    if (
        decided.personal is Personal.NONE
        and decided.type == TEXT
        and persons.holds_names(label, watch.distinct)
    ):
        decided.personal = Personal.NAME
    if decided.type == TEXT and decided.personal is Personal.NONE:
        decided.nearly = _nearly(watch, name)
    if decided.type not in (DATE, DATETIME):
        decided.american = False
    return decided


def _native_type(watch: Watch) -> str:
    kind: Any = watch.native
    if pa.types.is_boolean(kind):
        return BOOLEAN
    if pa.types.is_integer(kind):
        return INTEGER
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return NUMBER
    if pa.types.is_date(kind):
        return DATE
    if pa.types.is_timestamp(kind):
        return DATETIME if watch.with_hours else DATE
    return TEXT


def _type(watch: Watch, name: str) -> str:
    seen = watch.shapes
    nothing = seen[shapes.WORDS] and not watch.too_many_words and watch.words <= shapes.NOTHING
    filled = watch.filled - (seen[shapes.WORDS] if nothing else 0)
    if filled <= 0:
        return TEXT
    if _says_yes_or_no(watch):
        return BOOLEAN
    dates = sum(seen[shape] for shape in shapes.DATES)
    numbers = sum(seen[shape] for shape in shapes.NUMBERS) - _unreadable(watch)
    few = filled * ODD_PERCENT // 100
    odd = 0 if nothing else seen[shapes.WORDS]
    if dates and filled - dates <= few and watch.mixed_codes + odd + numbers + seen[shapes.ZEROS] <= few:
        return DATETIME if watch.with_hours else DATE
    # A single code with a letter or a leading zero makes all of them names, not amounts.
    if seen[shapes.ZEROS] or seen[shapes.LONG] or watch.mixed_codes or _CODES.search(name):
        return TEXT
    # Left out of a column of numbers, these would make its sum too large.
    if numbers and filled - numbers <= few and not seen[shapes.ACCOUNTED]:
        return INTEGER if _whole(watch) else NUMBER
    return TEXT


def _unreadable(watch: Watch) -> int:
    """Amounts whose number is none, as `12.50.00 €`."""
    return sum(count for shape, count in watch.amounts.items() if shape not in shapes.OF_AMOUNTS)


def _nearly(watch: Watch, name: str) -> str:
    """Words only may be in the way: a code with a letter or a leading zero makes a column of names.

    An amount that cannot be read counts here all the same: that it was meant for a number is to be told.
    """
    seen = watch.shapes
    names = seen[shapes.ZEROS] or seen[shapes.LONG] or watch.mixed_codes or _CODES.search(name)
    if watch.native is not None or watch.filled < NEARLY_LEAST or names:
        return ""
    if (
        sum(seen[shape] for shape in (*shapes.NUMBERS, shapes.ACCOUNTED)) * 100
        >= watch.filled * NEARLY_PERCENT
    ):
        return INTEGER if _whole(watch) else NUMBER
    if sum(seen[shape] for shape in shapes.DATES) * 100 >= watch.filled * NEARLY_PERCENT:
        return DATETIME if watch.with_hours else DATE
    return ""


def _says_yes_or_no(watch: Watch) -> bool:
    words = watch.words - shapes.NOTHING
    return (
        watch.shapes[shapes.WORDS] == watch.filled
        and not watch.too_many_words
        and 0 < len(words) <= 4
        and words <= shapes.TRUE | shapes.FALSE
        and any(len(word) > 1 for word in words) | (len(words) == 2)
    )


def _whole(watch: Watch) -> bool:
    """No fractions: groups of thousands are whole numbers, unless the column has decimals elsewhere."""
    seen = watch.shapes
    return (
        not any(seen[shape] for shape in (shapes.POINT, shapes.COMMA, shapes.EXPONENT, shapes.MONEY))
        and not seen[shapes.SPACE_GROUPS]
        and not seen[shapes.POINT_3]
        and not seen[shapes.COMMA_3]
        and not seen[shapes.POINT_GROUPS]
        and not seen[shapes.COMMA_GROUPS]
    )


def _unit(watch: Watch, label: str) -> str:
    for symbol, count in watch.symbols.items():
        if count * 2 > watch.filled:
            return symbol
    for unit, pattern in (*_BRACKETED, *_TRAILING):
        if pattern.search(label.strip()):
            return unit
    return ""


def _personal(watch: Watch, name: str, kind: str) -> Personal:
    for hint, pattern in _PERSONAL:
        if pattern.search(name):
            return hint
    if watch.filled < 3 or kind not in (TEXT, INTEGER):
        return Personal.NONE
    for look, hint, percent in (
        ("email", Personal.EMAIL, 50),
        ("social", Personal.SOCIAL_SECURITY_NUMBER, 90),
        ("tax", Personal.TAX_NUMBER, 90),
        ("phone", Personal.PHONE, 80),
    ):
        if watch.looks[look] * 100 >= watch.filled * percent and watch.filled >= (
            3 if look == "email" else 5
        ):
            return hint
    return Personal.NONE
