"""Each day's entries under one hash, chained to the day before: what makes a changed past visible."""

from __future__ import annotations

import hashlib
import logging
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from engagement.cases.models import DayHead, Entry
from engagement.cases.registry import sealers

log = logging.getLogger(__name__)
MOST_DAYS = 400


def digest_of_day(on: date, previous: str, digests: list[str]) -> str:
    """SHA-256 over the day, the day before's hash and the entries' hashes in order, a line each."""
    return hashlib.sha256("\n".join([on.isoformat(), previous, *digests]).encode()).hexdigest()


def close_days(today: date | None = None) -> int:
    """Closes every day before today that has entries and is not closed yet; how many."""
    today = today or timezone.localdate()
    count = 0
    for _day in range(MOST_DAYS):
        on = _next_open_day(today)
        if on is None:
            return count
        close_day(on)
        count += 1
    return count


def _next_open_day(today: date) -> date | None:
    last = DayHead.objects.order_by("-on").values_list("on", flat=True).first()
    entries = Entry.objects.filter(at__lt=day_begins(today))
    if last is not None:
        entries = entries.filter(at__gte=day_begins(last + timedelta(days=1)))
    first = entries.order_by("at").values_list("at", flat=True).first()
    return timezone.localdate(first) if first else None


def day_begins(day: date) -> datetime:
    """Midnight of the portal, as a moment."""
    return timezone.make_aware(datetime.combine(day, time()))


@transaction.atomic
def close_day(on: date) -> DayHead:
    """The head of a day that is over. Sealed where something is set up that seals; a failure is not the end."""
    before = DayHead.objects.select_for_update().filter(on__lt=on).order_by("-on").first()
    digests = list(
        Entry.objects.filter(at__gte=day_begins(on), at__lt=day_begins(on + timedelta(days=1)))
        .order_by("at", "pk")
        .values_list("digest", flat=True)
    )
    previous = before.digest if before else ""
    digest = digest_of_day(on, previous, digests)
    seal, sealed_by = _sealed(digest)
    return DayHead.objects.create(
        on=on, entries=len(digests), previous=previous, digest=digest, seal=seal, sealed_by=sealed_by
    )


def _sealed(digest: str) -> tuple[bytes, str]:
    for name in sealers.names():
        sealer = sealers.get(name)
        try:
            seal = sealer(digest) if sealer else b""
        except Exception:
            log.exception("The day's hash could not be sealed by %s", name)
            continue
        if seal:
            return seal, name
    return b"", ""
