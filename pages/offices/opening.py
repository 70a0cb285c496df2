"""When an office is open: on a day, now, and next. Plain data and no queries; `timetables` does the reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.kit.holidays import public_holidays
from cms.kit.texts import in_language
from pages.offices.choices import Weekday
from pages.offices.models import ClosedDay, Office

# How far ahead the next opening is looked for.
DAYS_AHEAD = 60
WEEK = 7


@dataclass(frozen=True, order=True)
class Span:
    """From when until when on one day; 00:00 as the end is midnight."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{clock(self.opens)}–{clock(self.closes)}"


def clock(moment: time) -> str:
    """ "8:00" as people write it; the end of the day is 24:00."""
    return "24:00" if moment == time(0) else time_format(moment, "G:i")


@dataclass(frozen=True)
class Day:
    """The hours of one date. `reason` says why they are not the usual ones."""

    date: date
    spans: tuple[Span, ...]
    reason: str = ""
    usual: bool = True


@dataclass(frozen=True)
class Exceptional:
    """Other hours (or none) from a date until another."""

    first: date
    last: date
    span: Span | None
    reason: dict[str, str] = field(default_factory=dict)
    every_year: bool = False

    def covers(self, day: date) -> bool:
        """Whether the day is one of them."""
        if not self.every_year:
            return self.first <= day <= self.last
        return any(
            start <= day <= start + (self.last - self.first)
            for start in (_in_year(self.first, day.year), _in_year(self.first, day.year - 1))
        )


def _in_year(day: date, year: int) -> date:
    # 29 February is kept on the 28th in other years.
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


@dataclass(frozen=True)
class State:
    """Open or not at a moment, and when that changes; None where no change is in sight."""

    is_open: bool
    changes_at: datetime | None


@dataclass(frozen=True)
class Timetable:
    """All that decides the hours of one office."""

    weekly: dict[int, tuple[Span, ...]]
    exceptions: tuple[Exceptional, ...] = ()
    closed: tuple[Exceptional, ...] = ()
    keeps_holidays: bool = True

    def on(self, day: date) -> Day:
        """Exceptions of the office first, then closed days and holidays, then the week."""
        own = [one for one in self.exceptions if one.covers(day)]
        if own:
            spans = tuple(sorted(one.span for one in own if one.span))
            return Day(day, spans, next((in_language(one.reason) for one in own if one.reason), ""), False)
        if self.keeps_holidays:
            for one in self.closed:
                if one.covers(day):
                    return Day(day, (), in_language(one.reason), False)
            holiday = public_holidays(day.year, get_language() or "").get(day)
            if holiday is not None:
                return Day(day, (), holiday, False)
        return Day(day, self.weekly.get(day.weekday(), ()))

    @property
    def is_known(self) -> bool:
        """Whether anything was entered: an office without hours says nothing rather than "closed"."""
        return bool(self.weekly or self.exceptions)

    def spans_from(self, day: date, days: int) -> list[tuple[datetime, datetime]]:
        """All spans of so many days as moments, touching ones joined."""
        found: list[tuple[datetime, datetime]] = []
        for ahead in range(days):
            today = day + timedelta(days=ahead)
            for span in self.on(today).spans:
                start, end = _moment(today, span.opens), _end(today, span.closes)
                if found and found[-1][1] >= start:
                    found[-1] = (found[-1][0], max(end, found[-1][1]))
                else:
                    found.append((start, end))
        return found

    def state(self, now: datetime) -> State:
        """Open or closed at a moment."""
        today = timezone.localdate(now)
        for start, end in self.spans_from(today, DAYS_AHEAD):
            if start <= now < end:
                return State(True, end)
            if start > now:
                return State(False, start)
        return State(False, None)

    def week(self) -> list[tuple[str, tuple[Span, ...]]]:
        """The name of each weekday with its usual hours."""
        return [(str(day.label), self.weekly.get(day.value, ())) for day in Weekday]

    def unusual(self, today: date, days: int = 30) -> list[Day]:
        """Days to come whose hours are not those of the week, as far as it makes a difference."""
        ahead = (self.on(today + timedelta(days=number)) for number in range(days))
        return [
            day for day in ahead if not day.usual and day.spans != self.weekly.get(day.date.weekday(), ())
        ]


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _end(day: date, at: time) -> datetime:
    return _moment(day + timedelta(days=1), at) if at == time(0) else _moment(day, at)


def phrases() -> dict[str, str]:
    """How a state is said. {time}, {day} and {date} are filled in here, or by the script in the browser."""
    return {
        "open": _("Open now, until {time}"),
        "today": _("Closed now, opens today at {time}"),
        "tomorrow": _("Closed now, opens tomorrow at {time}"),
        "day": _("Closed now, opens on {day} at {time}"),
        "date": _("Closed now, opens on {date} at {time}"),
        "closed": _("Closed"),
    }


def words_of(state: State, now: datetime) -> str:
    """ "Open now, until 15:00", "Closed now, opens tomorrow at 8:00"; the empty text for one that never closes."""
    said = phrases()
    if state.changes_at is None:
        return "" if state.is_open else said["closed"]
    at = timezone.localtime(state.changes_at)
    if state.is_open:
        return said["open"].format(time=clock(at.time()))
    days = (at.date() - timezone.localdate(now)).days
    kind = "today" if days == 0 else "tomorrow" if days == 1 else "day" if days < WEEK else "date"
    return said[kind].format(
        time=time_format(at.time(), "G:i"), day=day_in_sentence(at.date()), date=date_in_sentence(at.date())
    )


def day_in_sentence(day: date) -> str:
    """The weekday as it stands after "on"; in Greek with its article, in the accusative."""
    name = date_format(day, "l")
    if get_language() != "el":
        return name
    article = (
        "το" if day.weekday() == Weekday.SATURDAY else "τη" if day.weekday() == Weekday.MONDAY else "την"
    )
    return f"{article} {name}"


def date_in_sentence(day: date) -> str:
    """ "30 November"; in Greek «στις 30 Νοεμβρίου» has the month in the genitive."""
    return date_format(day, "MONTH_DAY_FORMAT")


def timetables(offices: Iterable[Office]) -> dict[int, Timetable]:
    """By office. One query for the closed days; hours and exceptions as they were fetched (`with_hours`)."""
    closed = tuple(
        Exceptional(day.first_day, day.last_day or day.first_day, None, day.names, day.every_year)
        for day in ClosedDay.objects.all()
    )
    return {office.pk: timetable_of(office, closed) for office in offices}


def timetable_of(office: Any, closed: Sequence[Exceptional] = ()) -> Timetable:
    """Of one office. (Any: its children come from modelcluster, which has no types.)"""
    weekly: dict[int, list[Span]] = {}
    for hours in office.hours.all():
        weekly.setdefault(hours.weekday, []).append(Span(hours.opens, hours.closes))
    exceptions = tuple(
        Exceptional(
            one.first_day,
            one.last_day or one.first_day,
            Span(one.opens, one.closes) if one.opens else None,
            one.reasons,
        )
        for one in office.exceptions.all()
    )
    return Timetable(
        weekly={day: tuple(sorted(spans)) for day, spans in weekly.items()},
        exceptions=exceptions,
        closed=tuple(closed),
        keeps_holidays=office.keeps_holidays,
    )
