"""From a day to a day: whether something has begun, is going on or is over. Told by the day, since pages are kept."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Phase(StrEnum):
    """Where today lies."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


def phase_of(first: date | None, last: date | None, today: date | None = None) -> Phase:
    """Both days count; an end that nobody set is never reached."""
    today = today or timezone.localdate()
    if first and today < first:
        return Phase.BEFORE
    return Phase.AFTER if last and today > last else Phase.DURING


def backward_days(value: Any) -> dict[str, ValidationError]:
    """The problem of a `last` day before the `first`, by its field."""
    first, last = value.get("first"), value.get("last")
    if first and last and last < first:
        return {"last": ValidationError(_("The last day is not before the first."))}
    return {}
