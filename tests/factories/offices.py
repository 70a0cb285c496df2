"""Offices for tests."""

from __future__ import annotations

from datetime import time
from typing import Any

from pages.offices.actions import save_office
from pages.offices.models import Office, OfficeHours

MORNINGS = [(day, "08:00", "14:00") for day in range(5)]


def office(code: str = "desk", hours: list[tuple[int, str, str]] | None = None, **fields: Any) -> Office:
    """An office that is open on weekday mornings unless told otherwise; published on the shelf too."""
    made = Office(code=code, **{"names": {"el": "Γραφείο", "en": "Service desk"}, **fields})
    made.hours = [
        OfficeHours(weekday=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
        for day, opens, closes in (MORNINGS if hours is None else hours)
    ]
    return save_office(made, by=None)
