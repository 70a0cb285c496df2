"""Who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from engagement.cases.models import Absence

# A substitute may be away as well, and theirs.
MOST_STEPS = 5


def present_substitute(officer: Any, day: date | None = None) -> Any:
    """Who is there in place of an officer who is away; None: the officer is there, or nobody stands in."""
    day = day or timezone.localdate()
    seen, at = {officer.pk}, officer
    for _step in range(MOST_STEPS):
        absence = Absence.objects.on(day).filter(officer=at).select_related("substitute").first()
        if absence is None:
            return at if at.pk != officer.pk else None
        at = absence.substitute
        if at is None or not at.is_active or at.pk in seen:
            return None
        seen.add(at.pk)
    return None


def is_away(officer: Any, day: date | None = None) -> bool:
    """Whether an officer is away on a day (today)."""
    return Absence.objects.on(day or timezone.localdate()).filter(officer=officer).exists()


def back_on(officers: Iterable[Any], day: date | None = None) -> dict[int, date]:
    """Of those who are away on a day (today): until when. One query."""
    found = Absence.objects.on(day or timezone.localdate()).filter(officer__in=officers)
    return {each.officer_id: each.ends_on for each in found.order_by("ends_on")}
