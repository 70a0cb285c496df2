"""Lists of events, an event, and what calendars are told. Days lie in 2030, so that they are to come."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar

from pages.base.actions import publish_changes
from pages.events.choices import Repeats
from pages.events.models import EventPage, EventTime
from tests.factories.offices import office
from tests.factories.town_life import event, event_list

pytestmark = pytest.mark.django_db
ATHENS = ZoneInfo("Europe/Athens")
WEEKLY = {
    "repeats": Repeats.WEEKLY,
    "repeats_until": date(2030, 5, 25),
    "start_time": time(11),
    "end_time": time(12),
}


def entry(client: Client, address: str) -> Any:
    calendar = Calendar.from_ical(client.get(address).content)
    return next(iter(calendar.walk("VEVENT")))


def titles(answer: Any) -> list[str]:
    return [line.title for line in answer.context["lines"]]


def test_publication_writes_down_each_time() -> None:
    page = event("Story", **WEEKLY, left_out="11/05/2030")
    assert [moment.starts.astimezone(ATHENS).day for moment in page.times.all()] == [4, 18, 25]
    publish_changes(page, repeats=Repeats.NEVER)
    assert [moment.starts for moment in EventTime.objects.all()] == [datetime(2030, 5, 4, 11, tzinfo=ATHENS)]


def test_what_is_to_come_is_listed_once_with_its_next_time(client: Client) -> None:
    event("Story", **WEEKLY)
    event("Earlier", "2030-04-01")
    event("Over", "2020-04-01")
    assert titles(client.get("/en/events/?fresh")) == ["Earlier", "Story"]
    assert titles(client.get("/en/events/past/?fresh")) == ["Over"]


def test_a_month_shows_every_time_and_what_reaches_into_it(client: Client) -> None:
    event("Story", **WEEKLY)
    event("Exhibition", "2030-04-20", last_day=date(2030, 5, 2))
    answer = client.get("/en/events/2030/05/")
    days = {
        day["date"].day: [line.title for line in day["lines"]]
        for week in answer.context["weeks"]
        for day in week
        if day["inside"] and day["lines"]
    }
    assert days == {
        1: ["Exhibition"], 2: ["Exhibition"], 4: ["Story"], 11: ["Story"], 18: ["Story"], 25: ["Story"]
    }  # fmt: skip
    assert all(len(week) == 7 for week in answer.context["weeks"])


@pytest.mark.parametrize("path", ["2030/13/", "2030/00/", "1999/05/", "2030/5/", "abc/05/"])
def test_a_month_that_is_none_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/en/events/{path}").status_code == 404


def test_lists_cost_the_same_for_few_and_for_many(client: Client, count_queries: Callable[[], Any]) -> None:
    event("One", office=office())
    for address in ("/en/events/?fresh", "/en/events/2030/05/?fresh", "/en/events/calendar.ics?fresh"):
        client.get(address)
        with count_queries() as few:
            client.get(address)
        event(f"More {address}", office=office(f"o{len(address)}"))
        event(f"And more {address}", **WEEKLY)
        with count_queries() as many:
            client.get(address)
        assert len(many) == len(few), address


def test_a_calendar_file_has_the_rule_the_exceptions_and_the_zone(client: Client) -> None:
    page = event("Story; with, signs", **WEEKLY, left_out="11/05/2030", slug="story")
    answer = client.get("/en/events/story/event.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Athens"]
    (told,) = calendar.walk("VEVENT")
    assert str(told["summary"]) == "Story; with, signs"
    assert told["dtstart"].dt == datetime(2030, 5, 4, 11, tzinfo=ATHENS)
    assert told["rrule"]["FREQ"] == ["WEEKLY"]
    assert told["exdate"].dts[0].dt == datetime(2030, 5, 11, 11, tzinfo=ATHENS)
    assert str(told["uid"]) == f"{page.translation_key}-en@events.stoa"
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_an_all_day_event_is_told_in_days(client: Client) -> None:
    event("Feast", last_day=date(2030, 5, 5), slug="feast")
    told = entry(client, "/en/events/feast/event.ics")
    assert (told["dtstart"].dt, told["dtend"].dt) == (date(2030, 5, 4), date(2030, 5, 6))


def test_the_number_rises_only_with_what_calendars_must_take_over(client: Client) -> None:
    page = event("Story", slug="story", start_time=time(11))
    first = entry(client, "/en/events/story/event.ics")
    publish_changes(page, search_words="tale")
    assert entry(client, "/en/events/story/event.ics?1")["sequence"] == first["sequence"] == 0
    publish_changes(page, start_time=time(12))
    publish_changes(EventPage.objects.get(pk=page.pk), cancelled=True, slug="tale")
    last = entry(client, "/en/events/tale/event.ics")
    assert (last["sequence"], str(last["status"]), last["uid"]) == (2, "CANCELLED", first["uid"])


def test_the_whole_list_is_one_calendar_without_drafts_and_old_years(client: Client) -> None:
    event("Shown")
    event("Old", "2019-01-01")
    event("Draft").unpublish()
    calendar = Calendar.from_ical(client.get("/en/events/calendar.ics").content)
    assert [str(told["summary"]) for told in calendar.walk("VEVENT")] == ["Shown"]


def test_an_event_tells_search_engines_where_and_when(client: Client) -> None:
    event(
        "Concert", slug="concert", start_time=time(19, 30), place="Theatre", online_url="https://live.test/"
    )
    text = client.get("/en/events/concert/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    told = json.loads(found[1])
    assert told["@type"] == "Event"
    assert told["startDate"] == "2030-05-04T19:30:00+03:00"
    assert told["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in told["location"]] == ["Place", "VirtualLocation"]


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"last_day": date(2030, 5, 1)}, "last_day"),
        ({"end_time": time(9)}, "start_time"),
        ({"start_time": time(10), "end_time": time(9)}, "end_time"),
        ({"repeats": Repeats.WEEKLY}, "repeats_until"),
        ({"repeats": Repeats.WEEKLY, "repeats_until": date(2030, 5, 1)}, "repeats_until"),
        ({"repeats": Repeats.DAILY, "repeats_until": date(2040, 5, 1)}, "repeats_until"),
        ({"left_out": "31/02/2030"}, "left_out"),
    ],
)
def test_what_cannot_take_place_is_refused_by_its_field(fields: dict[str, Any], at_fault: str) -> None:
    page = EventPage(title="Odd", first_day=date(2030, 5, 4), locale=event_list().locale, **fields)
    with pytest.raises(ValidationError) as problem:
        page.clean()
    assert list(problem.value.message_dict) == [at_fault]


def test_an_event_of_another_list_is_not_in_this_one(client: Client) -> None:
    event("English only")
    assert titles(client.get("/el/events/?fresh")) == []
