"""Units and the geometry of trunks. Sizes are kept as girth in centimetres and height in metres."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import pi

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from maps.trees.choices import Precision

CM_IN_AN_INCH = Decimal("2.54")
M_IN_A_FOOT = Decimal("0.3048")
_TENTH = Decimal("0.1")
_PI = Decimal(str(pi))


def to_tenth(value: Decimal) -> Decimal:
    """Rounded to one decimal."""
    return value.quantize(_TENTH, rounding=ROUND_HALF_UP)


def girth_of_diameter(diameter_cm: Decimal) -> Decimal:
    """Girth in cm of a round trunk: π·d."""
    return to_tenth(diameter_cm * _PI)


def size_in_words(size: Decimal | None, unit: str, precision: str) -> str:
    """ "120 cm", "about 76 cm" from a class, "at least 247 cm" from an open one; empty for None."""
    if size is None:
        return ""
    if precision != Precision.MEASURED:
        # A tenth of what was only estimated would be a promise.
        size = size.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    figure = (
        f"{number_format(int(size) if size % 1 == 0 else size, use_l10n=True, force_grouping=True)} {unit}"
    )
    if precision == Precision.ESTIMATED:
        return _("about %(size)s") % {"size": figure}
    return _("at least %(size)s") % {"size": figure} if precision == Precision.AT_LEAST else figure
