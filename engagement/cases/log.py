"""The log of a case as its applicant takes it home: everything that is hashed, and the days it was closed with.

What is internal is told by its hash alone: the chain goes through it, its words do not leave the town hall.
docs/verify_case_log.py verifies it without the portal and without a network.
"""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from django.utils import timezone

from engagement.cases.chain import facts_of
from engagement.cases.days import day_begins
from engagement.cases.models import Case, DayHead, Entry


def log_of(case: Case) -> dict[str, Any]:
    """Plain data, ready for JSON."""
    entries = list(case.timeline.order_by("number"))
    return {
        "what": "log of a case",
        "case": case.protocol,
        "taken_at": timezone.now().isoformat(timespec="seconds"),
        "head": case.head,
        "entries": [_told(entry, case.protocol) for entry in entries],
        "days": _days(entries),
    }


def log_name(case: Case) -> str:
    """Of the file: case-2026-000123.json."""
    return f"case-{case.year}-{case.number:06d}.json"


def _told(entry: Entry, protocol: str) -> dict[str, Any]:
    """The digest beside what it is of; without the words where they are internal, or gone for good."""
    if not entry.is_public or entry.is_erased:
        why = "erased" if entry.is_erased else "internal"
        return {"number": entry.number, "previous": entry.previous, "digest": entry.digest, why: True}
    return {**facts_of(entry, protocol), "digest": entry.digest}


def _days(entries: list[Entry]) -> list[dict[str, Any]]:
    """The closed days on which something happened here, each with all hashes that its own is made of."""
    wanted = {timezone.localdate(entry.at) for entry in entries}
    return [
        {
            "on": day.on.isoformat(),
            "previous": day.previous,
            "digests": _digests_of(day),
            "digest": day.digest,
            "seal": base64.b64encode(bytes(day.seal)).decode(),
            "sealed_by": day.sealed_by,
        }
        for day in DayHead.objects.filter(on__in=wanted).order_by("on")
    ]


def _digests_of(day: DayHead) -> list[str]:
    found = Entry.objects.filter(at__gte=day_begins(day.on), at__lt=day_begins(day.on + timedelta(days=1)))
    return list(found.order_by("at", "pk").values_list("digest", flat=True))
