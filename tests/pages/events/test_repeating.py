"""From a rule to days."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.events.choices import Repeats
from pages.events.repeating import MOST_TIMES, Schedule, days_in


def schedule(first: str, repeats: Repeats, until: str, **more: object) -> Schedule:
    day = date.fromisoformat(first)
    return Schedule(day, day, time(18), time(20), repeats, date.fromisoformat(until), **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("repeats", "until", "days"),
    [
        (Repeats.NEVER, "2027-01-01", ["2026-11-11"]),
        (Repeats.DAILY, "2026-11-13", ["2026-11-11", "2026-11-12", "2026-11-13"]),
        (Repeats.WEEKLY, "2026-11-25", ["2026-11-11", "2026-11-18", "2026-11-25"]),
        (Repeats.FORTNIGHTLY, "2026-12-10", ["2026-11-11", "2026-11-25", "2026-12-09"]),
        (Repeats.MONTHLY_BY_DAY, "2027-01-11", ["2026-11-11", "2026-12-11", "2027-01-11"]),
        (Repeats.MONTHLY_BY_WEEKDAY, "2027-01-31", ["2026-11-11", "2026-12-09", "2027-01-13"]),
        (Repeats.YEARLY, "2028-11-11", ["2026-11-11", "2027-11-11", "2028-11-11"]),
    ],
)
def test_each_rule_gives_its_days(repeats: Repeats, until: str, days: list[str]) -> None:
    assert [day.isoformat() for day in schedule("2026-11-11", repeats, until).days()] == days


def test_the_fifth_weekday_of_a_month_is_meant_as_the_last() -> None:
    found = schedule("2026-09-30", Repeats.MONTHLY_BY_WEEKDAY, "2026-11-30")
    assert [day.isoformat() for day in found.days()] == ["2026-09-30", "2026-10-28", "2026-11-25"]
    assert found.rule() == {"freq": "MONTHLY", "byday": "-1WE"}


def test_days_that_are_left_out_are_left_out() -> None:
    found = schedule("2026-11-11", Repeats.WEEKLY, "2026-11-25", without=frozenset({date(2026, 11, 18)}))
    assert [day.day for day in found.days()] == [11, 25]


def test_the_hour_stays_when_the_clocks_change() -> None:
    times = list(schedule("2026-10-21", Repeats.WEEKLY, "2026-10-28").times())
    assert [starts.strftime("%H:%M %z") for starts, _ends in times] == ["18:00 +0300", "18:00 +0200"]


def test_what_lasts_the_whole_day_ends_at_midnight_after_its_last() -> None:
    found = Schedule(date(2026, 11, 11), date(2026, 11, 12), None, None)
    ((starts, ends),) = found.times()
    assert ends - starts == timedelta(days=2)


@pytest.mark.parametrize("text", ["24/12/2026", "2026-12-24", "24.12.2026", " 24/12/2026 ,\n2026-12-24;"])
def test_a_day_may_be_written_as_people_write_it(text: str) -> None:
    assert days_in(text) == {date(2026, 12, 24)}


@pytest.mark.parametrize("text", ["31/02/2026", "tomorrow", "12/24/2026", "<script>"])
def test_what_is_no_day_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=text[:5]):
        days_in(text)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from([rule for rule in Repeats if rule != Repeats.NEVER]),
    st.integers(0, 3000),
)
def test_days_rise_begin_with_the_first_and_end_in_time(first: date, repeats: Repeats, length: int) -> None:
    until = first + timedelta(days=length)
    days = list(Schedule(first, first, None, None, repeats, until).days())
    assert days[0] == first
    assert days == sorted(set(days))
    assert days[-1] <= until
    assert len(days) <= MOST_TIMES
