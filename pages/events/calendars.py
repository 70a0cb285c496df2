"""Events for calendars of people's own: iCalendar (RFC 5545) with the zone's rules in the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.utils import timezone
from icalendar import Calendar, Event

PRODUCT = "-//Stoa//Municipal portal//EN"
REFRESH = timedelta(hours=6)


def calendar_of(events: Iterable[Any], *, name: str, root: str, language: str) -> bytes:
    """One file. (Any: EventPages.) Each event once, by its rule, whatever number of times it takes place."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, {"value": "DURATION"})
    listed = list(events)
    for event in listed:
        calendar.add_component(entry_of(event, root=root, language=language))
    years = [day.year for event in listed for day in (event.first_day, event.repeats_until) if day]
    if years:
        # The zone's rules for the years that matter, not for all since 1970.
        calendar.add_missing_timezones(
            first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 2, 1, 1)
        )
    return bytes(calendar.to_ical())


def identity_of(event: Any) -> str:
    """Stays the same when title, address or host of the page change."""
    return f"{event.translation_key}-{event.locale.language_code}@events.stoa"


def entry_of(event: Any, *, root: str, language: str) -> Event:
    """One event. Its number rises with each change that calendars must take over."""
    schedule, entry = event.schedule, getattr(event, "entry", None)
    changed: datetime = entry.changed_at if entry else timezone.now()
    made = Event()
    made.add("uid", identity_of(event))
    made.add("sequence", entry.sequence if entry else 0)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("summary", event.title, {"language": language})
    address = urljoin(root, event.get_url() or "")
    description = "\n\n".join(part for part in (event.summary, event.online_url, address) if part)
    made.add("description", description)
    made.add("url", address)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    _add_times(made, schedule)
    place = ", ".join(dict.fromkeys(part for part in (event.where, event.address) if part))
    if place:
        made.add("location", place)
    position = event.position or (event.office.position if event.office else None)
    if position:
        made.add("geo", (round(position.y, 6), round(position.x, 6)))
    return made


def _add_times(made: Event, schedule: Any) -> None:
    first = schedule.first_day
    if schedule.all_day:
        made.add("dtstart", first)
        made.add("dtend", schedule.last_day + timedelta(days=1))
        made.add("transp", "TRANSPARENT")
    else:
        made.add("dtstart", schedule.start_of(first))
        if schedule.end_time:
            made.add("dtend", schedule.end_of(schedule.last_day))
    rule = schedule.rule()
    if not rule:
        return
    # The end of a rule is a day where the start is one, else a moment in UTC.
    until = schedule.until if schedule.all_day else schedule.start_of(schedule.until).astimezone(UTC)
    made.add("rrule", {**rule, "until": until})
    for day in sorted(schedule.without):
        made.add("exdate", day if schedule.all_day else schedule.start_of(day))
