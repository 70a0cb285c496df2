"""What the pages of events answer with: lists, a month, files for calendars, a feed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.base.feeds import ATOM, FeedEntry, FeedLink, feed_answer
from pages.events.calendars import calendar_of
from pages.events.presenting import former_month, line_of, next_month, rule_words, weeks_of, when
from pages.events.structured import event_of
from pages.offices.choices import Weekday

PAGE_SIZE = 20
NEXT_TIMES = 6
CALENDAR = "text/calendar"


def coming_context(index: Any, request: HttpRequest) -> dict[str, Any]:
    """The next events. (Any in this file: pages of this room, whose models import it.)"""
    now = timezone.now()
    page_obj = Paginator(index.times().next_of_each(now), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [line_of(moment, request) for moment in page_obj]
    return {**_ways(index, request), "view": "coming", "page_obj": page_obj, "lines": lines}


def past_context(index: Any, request: HttpRequest) -> dict[str, Any]:
    """What is over."""
    page_obj = Paginator(index.times().over(timezone.now()), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [line_of(moment, request) for moment in page_obj]
    shown = {**_ways(index, request), "view": "past", "page_obj": page_obj, "lines": lines}
    return {**shown, "page_title": _("%(list)s: past") % {"list": index.title}}


def month_context(index: Any, request: HttpRequest, month: date) -> dict[str, Any]:
    """A month with its neighbours."""
    start, end = (_midnight(day) for day in (month, next_month(month)))
    lines = [line_of(moment, request) for moment in index.times().between(start, end)]
    address = index.get_url(request)
    return {
        **_ways(index, request),
        "view": "month",
        "month": month,
        "lines": lines,
        "weeks": weeks_of(month, lines),
        "weekdays": [str(day.label) for day in Weekday],
        "former": former_month(month),
        "former_url": f"{address}{former_month(month):%Y/%m}/",
        "following": next_month(month),
        "following_url": f"{address}{next_month(month):%Y/%m}/",
    }


def _ways(index: Page, request: HttpRequest) -> dict[str, Any]:
    address = index.get_url(request)
    return {
        "coming_url": address,
        "month_url": f"{address}{timezone.localdate():%Y/%m}/",
        "past_url": f"{address}past/",
        "calendar_url": f"{address}calendar.ics",
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))


def event_context(event: Any, request: HttpRequest) -> dict[str, Any]:
    """The next time, those after it, and whether all is over."""
    now = timezone.now()
    all_day = event.schedule.all_day
    times = list(event.schedule.times())
    coming = [(starts, ends) for starts, ends in times if ends > now or starts >= now]
    position = event.position or (event.office.position if event.office else None)
    return {
        "when": when(*(coming or times[-1:] or [event_span(event)])[0], all_day=all_day),
        "is_over": not coming,
        "later": [when(*span, all_day=all_day, year=False) for span in coming[1 : NEXT_TIMES + 1]],
        "rule": rule_words(event),
        "more_later": max(0, len(coming) - 1 - NEXT_TIMES),
        "file_url": f"{event.get_url(request)}event.ics",
        "position": position,
        "shared_as": "article",
    }


def event_span(event: Any) -> tuple[datetime, datetime]:
    """The first time as it was written, for an event all of whose days are left out."""
    schedule = event.schedule
    return schedule.start_of(schedule.first_day), schedule.end_of(schedule.last_day)


def event_structured(event: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """schema.org's Event, for the next time that it takes place."""
    now = timezone.now()
    times = list(event.schedule.times())
    spans = [span for span in times if span[1] > now or span[0] >= now] or times[-1:] or [event_span(event)]
    town = getattr(getattr(request, "tenant", None), "name", "")
    root = f"{request.scheme}://{request.get_host()}"
    return [event_of(event, spans[0], town=town, root=root, address=event.canonical_url(request))]


def event_file(event: Any, request: HttpRequest) -> HttpResponse:
    """`event.ics`."""
    return _file([event], event, request, name=f"{event.slug}.ics")


def index_file(index: Any, request: HttpRequest) -> HttpResponse:
    """`calendar.ics`: what is over for longer than a year is left out."""
    keep_from = timezone.now() - timedelta(days=366)
    events = index.events().lasting_until(keep_from).order_by("first_day", "pk")
    return _file(events, index, request, name=f"{index.slug}.ics")


def _file(events: Any, page: Any, request: HttpRequest, *, name: str) -> HttpResponse:
    town = getattr(getattr(request, "tenant", None), "name", "")
    content = calendar_of(
        events,
        name=f"{page.title} · {town}",
        root=f"{request.scheme}://{request.get_host()}",
        language=page.locale.language_code,
    )
    response = HttpResponse(content, content_type=f"{CALENDAR}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def index_feed(index: Any, request: HttpRequest) -> HttpResponse:
    """Events to come, each once, with the next time in its title."""
    entries = [_feed_entry(moment, request) for moment in index.times().next_of_each(timezone.now())[:30]]
    town = getattr(getattr(request, "tenant", None), "name", "")
    return feed_answer(request, index, entries, kind=ATOM, town=town)


def _feed_entry(moment: Any, request: HttpRequest) -> FeedEntry:
    event = moment.event
    line = line_of(moment, request)
    published = event.first_published_at or event.latest_revision_created_at or moment.starts
    return FeedEntry(
        title=f"{event.title}: {line.when}",
        url=line.url,
        text=" – ".join(part for part in (line.where, event.summary) if part),
        identity=f"urn:uuid:{event.translation_key}:{event.locale.language_code}",
        published=published,
        updated=event.last_published_at or published,
    )


def feed_links(index: Page, request: HttpRequest | None) -> list[FeedLink]:
    """The feed and the calendar of a list of events."""
    address = index.get_url(request)
    return [
        FeedLink(f"{address}feed.atom", _("%(list)s (Atom)") % {"list": index.title}, ATOM),
        FeedLink(f"{address}calendar.ics", _("%(list)s (calendar)") % {"list": index.title}, CALENDAR),
    ]
