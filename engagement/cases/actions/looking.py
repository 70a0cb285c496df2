"""Every look of the staff at a case is written down; the applicant can see them."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone

from engagement.cases.models import Case, Look


def note_look(case: Case, *, by: Any) -> None:
    """One line a person and day, with how often."""
    today = timezone.localdate()
    _row, made = Look.objects.get_or_create(case=case, by=by, on=today)
    if not made:
        Look.objects.filter(case=case, by=by, on=today).update(times=F("times") + 1, last_at=timezone.now())
