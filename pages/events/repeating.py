"""From a rule to days: when an event takes place. Plain data, no queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil import rrule
from django.utils import timezone

from pages.events.choices import Repeats

# Two years of every day; a rule that says more is cut here.
MOST_TIMES = 732
LAST_WEEK = 5
FREQUENCIES = {
    Repeats.DAILY: (rrule.DAILY, 1),
    Repeats.WEEKLY: (rrule.WEEKLY, 1),
    Repeats.FORTNIGHTLY: (rrule.WEEKLY, 2),
    Repeats.MONTHLY_BY_DAY: (rrule.MONTHLY, 1),
    Repeats.MONTHLY_BY_WEEKDAY: (rrule.MONTHLY, 1),
    Repeats.YEARLY: (rrule.YEARLY, 1),
}


@dataclass(frozen=True)
class Schedule:
    """First day with its hours, the rule, and the days that are left out. `end_time` None: the end is not told."""

    first_day: date
    last_day: date
    start_time: time | None
    end_time: time | None
    repeats: Repeats = Repeats.NEVER
    until: date | None = None
    without: frozenset[date] = frozenset()

    @property
    def all_day(self) -> bool:
        """Without an hour at which it begins."""
        return self.start_time is None

    def days(self) -> Iterator[date]:
        """The first day of each time it takes place."""
        if self.repeats == Repeats.NEVER or self.until is None:
            yield self.first_day
            return
        for number, moment in enumerate(self._rule()):
            if number >= MOST_TIMES:
                return
            if moment.date() not in self.without:
                yield moment.date()

    def times(self) -> Iterator[tuple[datetime, datetime]]:
        """Start and end of each time, as moments; an all-day event ends at midnight after its last day."""
        length = self.last_day - self.first_day
        for day in self.days():
            yield self.start_of(day), self.end_of(day + length)

    def start_of(self, day: date) -> datetime:
        """The moment at which it begins on a day."""
        return timezone.make_aware(datetime.combine(day, self.start_time or time(0)))

    def end_of(self, day: date) -> datetime:
        """The moment at which it ends on a day; without an end told, that at which it begins."""
        if self.start_time is None:
            return timezone.make_aware(datetime.combine(day + timedelta(days=1), time(0)))
        return timezone.make_aware(datetime.combine(day, self.end_time or self.start_time))

    def rule(self) -> dict[str, object]:
        """The rule in the words of calendar files (RFC 5545), without its end; empty for an event that is once."""
        if self.repeats == Repeats.NEVER or self.until is None:
            return {}
        frequency, interval = FREQUENCIES[self.repeats]
        found: dict[str, object] = {"freq": rrule.FREQNAMES[frequency]}
        if interval > 1:
            found["interval"] = interval
        if self.repeats == Repeats.MONTHLY_BY_WEEKDAY:
            found["byday"] = (
                f"{self._week()}{('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[self.first_day.weekday()]}"
            )
        return found

    def _week(self) -> int:
        """Which of its weekday in the month the first day is; the fifth is meant as the last."""
        week = (self.first_day.day - 1) // 7 + 1
        return -1 if week == LAST_WEEK else week

    def _rule(self) -> rrule.rrule:
        assert self.until is not None
        frequency, interval = FREQUENCIES[self.repeats]
        weekday = None
        if self.repeats == Repeats.MONTHLY_BY_WEEKDAY:
            weekday = rrule.weekday(self.first_day.weekday(), self._week())
        return rrule.rrule(
            frequency,
            # Days without hours: the clock's changes do not move them.
            dtstart=datetime.combine(self.first_day, time(0)),
            until=datetime.combine(self.until, time(0)),
            interval=interval,
            byweekday=weekday,
        )


def days_in(text: str) -> Collection[date]:
    """Days written one a line or with commas, as 2026-12-24 or 24/12/2026; ValueError names the first that is none."""
    found = set()
    for word in text.replace(",", "\n").replace(";", "\n").split():
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
            try:
                found.add(datetime.strptime(word, form).date())  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
            break
        else:
            raise ValueError(word)
    return found
