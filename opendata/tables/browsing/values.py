"""Values of columns as the page's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from opendata.tables.contract import Field, FieldType

# A cell of a table is no place for a novel; the row's own page has all of it.
LONGEST_CELL = 300
# A number without a unit that may have a fraction: below this it might be a year all the same.
SURELY_MEASURED = 10_000


def shown(field: Field, value: Any) -> str | None:
    """The text of a value; None where there is none."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return _moment(value)
    if field.type is FieldType.NUMBER:
        return _decimal(value, grouped=is_grouped(field.type, value, unit=field.unit))
    if field.type is FieldType.INTEGER:
        grouped = is_grouped(field.type, value, unit=field.unit)
        return str(number_format(value, use_l10n=True, force_grouping=grouped))
    text = in_language(field.codes.get(value)) or str(value)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def is_grouped(kind: FieldType, value: float, *, unit: str) -> bool:
    """Whether the thousands of a number are set apart.

    Years, postcodes and numbers of things keep their digits together; what has a unit is measured.
    """
    return bool(unit) or (kind is FieldType.NUMBER and abs(value) >= SURELY_MEASURED)


def _moment(value: date) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), _("j M Y") + " H:i")
    # As a format: in Greek all write 5/12/2026, in English that is in May for some.
    return date_format(value, _("j M Y"))


def _decimal(value: float, *, grouped: bool) -> str:
    whole = f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:g}"
    if not whole.lstrip("-").replace(".", "").isdigit():
        return whole
    return str(number_format(whole, use_l10n=True, force_grouping=grouped))
