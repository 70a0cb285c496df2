"""When an office is open. 2026: 23 November is a Monday; the clocks go back on 25 October."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.kit.holidays import public_holidays
from pages.offices.opening import Exceptional, Span, Timetable, words_of

ATHENS = ZoneInfo("Europe/Athens")
MORNING, EVENING = Span(time(8), time(14)), Span(time(17), time(20))
WEEK = Timetable(weekly={**dict.fromkeys(range(5), (MORNING,)), 2: (MORNING, EVENING)})


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ATHENS)


@pytest.mark.parametrize(
    ("now", "english", "greek"),
    [
        (at(23, 9), "Open now, until 14:00", "Ανοιχτά τώρα, έως τις 14:00"),
        (at(23, 7), "Closed now, opens today at 8:00", "Κλειστά τώρα, ανοίγει σήμερα στις 8:00"),
        (at(23, 14), "Closed now, opens tomorrow at 8:00", "Κλειστά τώρα, ανοίγει αύριο στις 8:00"),
        (at(25, 15), "Closed now, opens today at 17:00", "Κλειστά τώρα, ανοίγει σήμερα στις 17:00"),
        (at(27, 15), "Closed now, opens on Monday at 8:00", "Κλειστά τώρα, ανοίγει τη Δευτέρα στις 8:00"),
    ],
)
def test_it_says_whether_it_is_open_and_until_when(now: datetime, english: str, greek: str) -> None:
    with translation.override("en"):
        assert words_of(WEEK.state(now), now) == english
    with translation.override("el"):
        assert words_of(WEEK.state(now), now) == greek


def test_a_holiday_closes_the_office_and_says_why() -> None:
    with translation.override("en"):
        day = WEEK.on(date(2026, 10, 28))
        assert (day.spans, day.reason, day.usual) == ((), "Ohi Day", False)
    state = WEEK.state(at(27, 15, month=10))
    assert state.changes_at == at(29, 8, month=10)


def test_an_office_that_keeps_no_holidays_stays_open() -> None:
    police = Timetable(weekly=WEEK.weekly, keeps_holidays=False)
    assert police.on(date(2026, 10, 28)).spans == (MORNING, EVENING)


def test_an_exception_of_the_office_wins_over_a_holiday() -> None:
    wedding = Exceptional(
        date(2026, 10, 28), date(2026, 10, 28), Span(time(10), time(12)), {"en": "Weddings"}
    )
    day = Timetable(weekly=WEEK.weekly, exceptions=(wedding,)).on(date(2026, 10, 28))
    assert day.spans == (Span(time(10), time(12)),)


def test_a_closed_day_of_every_year_comes_back_and_may_reach_over_new_year() -> None:
    break_ = Exceptional(date(2020, 12, 30), date(2021, 1, 3), None, {"en": "Break"}, every_year=True)
    closed = Timetable(weekly=WEEK.weekly, closed=(break_,))
    assert [closed.on(date(2026, 12, day)).spans == () for day in (29, 30, 31)] == [False, True, True]
    assert closed.on(date(2027, 1, 4)).spans == (MORNING,)


def test_midnight_is_the_end_of_the_day_and_joins_the_next() -> None:
    night = Timetable(weekly={0: (Span(time(20), time(0)),), 1: (Span(time(0), time(4)),)})
    state = night.state(at(23, 23))
    assert (state.is_open, state.changes_at) == (True, at(24, 4))


def test_hours_follow_the_clock_when_it_changes() -> None:
    always = Timetable(weekly=dict.fromkeys(range(7), (MORNING,)), keeps_holidays=False)
    assert always.state(at(24, 20, month=10)).changes_at == at(25, 8, month=10)
    spans = always.spans_from(date(2026, 10, 24), 2)
    assert spans[1][0] - spans[0][0] == timedelta(hours=24)
    assert spans[1][0].utcoffset() != spans[0][0].utcoffset()


def test_without_any_hours_nothing_is_known() -> None:
    assert not Timetable(weekly={}).is_known


def test_orthodox_easter_moves_its_holidays() -> None:
    assert {date(2026, 2, 23), date(2026, 4, 10), date(2026, 4, 13), date(2026, 6, 1)} <= set(
        public_holidays(2026)
    )


def test_only_days_that_differ_are_told_as_different() -> None:
    found = WEEK.unusual(date(2026, 12, 20), 14)
    # 26 December is a Saturday, on which nobody is there anyway.
    assert [day.date for day in found] == [date(2026, 12, 25), date(2027, 1, 1)]


@given(
    st.dictionaries(st.integers(0, 6), st.sampled_from([(MORNING,), (MORNING, EVENING), (EVENING,)])),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)),  # noqa: DTZ001 (its zone is put in below)
)
def test_the_next_change_is_always_ahead_and_true(
    weekly: dict[int, tuple[Span, ...]], naive: datetime
) -> None:
    now = naive.replace(tzinfo=ATHENS)
    table = Timetable(weekly=weekly)
    state = table.state(now)
    if state.changes_at is None:
        assert not weekly
    else:
        assert state.changes_at > now
        assert table.state(state.changes_at).is_open is not state.is_open
