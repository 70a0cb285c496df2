"""Numbers as people type them: with the points and commas of the page's language, which the tables show too."""

from __future__ import annotations

import re

from django.utils.formats import get_format

from opendata.tables.values import DECIMAL_NUMBER

# Between thousands: ordinary, hard, thin and narrow.
SPACES = "\N{SPACE}\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
GROUPED = r"[+-]?[1-9][0-9]{{0,2}}({0}[0-9]{{3}})+({1}[0-9]*)?\Z"
THREE_DIGITS = re.compile(r"[+-]?[0-9]*\.[0-9]{3}\Z")


def plain_number(typed: str) -> str | None:
    """The number with a point for its fraction and nothing between thousands; None for what is no number.

    `3.450` is three thousand to who reads Greek and three and a half to who reads English; all that cannot be
    mistaken (`3.450,75`, `3,5`) is understood in both.
    """
    text = typed.strip().replace("\N{MINUS SIGN}", "-")
    point = str(get_format("DECIMAL_SEPARATOR"))
    other = "." if point == "," else ","
    for thousands, fraction in ((other, point), (point, other)):
        if _is_grouped(text, thousands, fraction, certain=thousands == other):
            return text.replace(thousands, "").replace(fraction, ".")
    if _is_grouped(text, f"[{SPACES}]", "[.,]", certain=True):
        return re.sub(f"[{SPACES}]", "", text).replace(",", ".")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    return text if DECIMAL_NUMBER.match(text) else None


def lasting_number(plain: str) -> str:
    """A plain number as addresses have it: three digits behind the point would be thousands to who reads Greek."""
    return f"{plain}0" if THREE_DIGITS.match(plain) else plain


def shown_number(typed: str) -> str:
    """What was typed or stands in an address, as the page's language writes it; what is no number as it is."""
    plain = plain_number(typed)
    if plain is None:
        return typed
    # An address may hold a nought more, see lasting_number.
    short = plain.rstrip("0").rstrip(".") if "." in plain and "e" not in plain.lower() else plain
    return short.replace(".", str(get_format("DECIMAL_SEPARATOR")))


def _is_grouped(text: str, thousands: str, fraction: str, *, certain: bool) -> bool:
    """Whether thousands are set apart so. Not `certain`: a single sign could be that of the fraction too."""
    signs = [sign if sign.startswith("[") else re.escape(sign) for sign in (thousands, fraction)]
    if not re.match(GROUPED.format(*signs), text):
        return False
    return certain or fraction in text or text.count(thousands) > 1
