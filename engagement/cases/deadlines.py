"""Counting legal time: it begins the next day, holidays and the town's own closed days do not count as working days.

Law 2690/1999 (Code of Administrative Procedure), art. 10: a time counted in days begins the day after; one that would
end on a holiday or a Saturday or Sunday ends on the next working day.
"""

from __future__ import annotations

from datetime import date, timedelta

from cms.kit.holidays import public_holidays
from engagement.cases.registry import closed_days

SATURDAY = 5
# A promise longer than this is no promise; it also ends every loop.
LONGEST = 3_660


class Calendar:
    """The working days of one reckoning: the town's own closed days are asked for once a year that it touches."""

    def __init__(self) -> None:
        self._closed: dict[int, frozenset[date]] = {}

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, no public holiday, not closed by the town."""
        if day.weekday() >= SATURDAY or day in public_holidays(day.year):
            return False
        if day.year not in self._closed:
            self._closed[day.year] = frozenset[date]().union(*(closed(day.year) for closed in closed_days))
        return day not in self._closed[day.year]


def is_working_day(day: date) -> bool:
    """Whether the town hall works on that day."""
    return Calendar().is_working_day(day)


def next_working_day(day: date, calendar: Calendar | None = None) -> date:
    """The day itself where it is one."""
    calendar = calendar or Calendar()
    for ahead in range(LONGEST):
        later = day + timedelta(days=ahead)
        if calendar.is_working_day(later):
            return later
    raise ValueError("No working day in ten years.")


def due_day(began: date, number: int, unit: str, calendar: Calendar | None = None) -> date:
    """The last day of a time of `number` days, working_days or months that began with an act on `began`."""
    number = min(number, LONGEST)
    if unit == "working_days":
        return _after_working_days(began, number, calendar)
    if unit == "months":
        return next_working_day(months_later(began, number), calendar)
    return next_working_day(began + timedelta(days=number), calendar)


def _after_working_days(began: date, number: int, calendar: Calendar | None = None) -> date:
    day, calendar = began, calendar or Calendar()
    while number > 0:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            number -= 1
    return next_working_day(day, calendar)


def months_later(began: date, number: int) -> date:
    """The same day of a later month, or its last one (art. 243 of the Civil Code)."""
    months = began.month - 1 + number
    year, month = began.year + months // 12, months % 12 + 1
    for day in range(began.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, began.day)


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to and including `last`."""
    days, calendar = (last - first).days, Calendar()
    return sum(calendar.is_working_day(first + timedelta(days=each)) for each in range(1, days + 1))


def moved_by_pause(due: date, began: date, ended: date, unit: str) -> date:
    """A due day after a pause: as much later as the pause lasted, counted in the unit of the deadline."""
    if unit == "working_days":
        return _after_working_days(due, working_days_between(began, ended))
    return next_working_day(due + (ended - began))
