"""What follows from an event's publication, and what a municipality starts with."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from pages.base.actions import Starter, make_starters
from pages.events.models import CalendarEntry, EventIndexPage, EventPage, EventTime


@transaction.atomic
def spread_event(event: EventPage) -> None:
    """Writes the times anew, and counts the change where calendars have to take it over. Safe to repeat."""
    EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)
    event.times.all().delete()
    EventTime.objects.bulk_create(
        EventTime(event=event, starts=starts, ends=max(starts, ends))
        for starts, ends in dict(event.schedule.times()).items()
    )
    told = fingerprint_of(event)
    entry, made = CalendarEntry.objects.get_or_create(event=event, defaults={"fingerprint": told})
    if not made and entry.fingerprint != told:
        entry.sequence += 1
        entry.fingerprint, entry.changed_at = told, timezone.now()
        entry.save()


def fingerprint_of(event: EventPage) -> str:
    """Of all that a calendar shows."""
    schedule = event.schedule
    hours = (schedule.first_day, schedule.last_day, schedule.start_time, schedule.end_time, schedule.until)
    shown = [
        event.title,
        event.summary,
        [str(part) for part in (*hours, schedule.repeats, *sorted(schedule.without))],
        event.where,
        event.address,
        str(event.position or ""),
        event.online_url,
        event.cancelled,
    ]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def provision_events(town: Municipality) -> None:
    """An empty list of events in each language."""
    make_starters(town, _starters)


def _starters(_town: Municipality) -> list[Starter]:
    summary = _("What takes place in the municipality, and when.")
    return [Starter("events", EventIndexPage, {"title": _("Events"), "summary": summary})]
