"""The town's own closed days for whoever counts working days (engagement.cases)."""

from __future__ import annotations

from datetime import date, timedelta

from pages.offices.models import ClosedDay

# A span longer than this is no closed time but a mistake; it also bounds the loop.
LONGEST = 366


def closed_days_of(year: int) -> frozenset[date]:
    """Every closed day of a year. One query."""
    days: set[date] = set()
    for first_day, last_day, every_year in ClosedDay.objects.values_list(
        "first_day", "last_day", "every_year"
    ):
        length = min(((last_day or first_day) - first_day).days, LONGEST)
        # A time that comes back each year may have begun in the year before.
        firsts = [_in_year(first_day, each) for each in (year - 1, year)]
        for first in firsts if every_year else [first_day]:
            days |= {first + timedelta(days=each) for each in range(length + 1)}
    return frozenset(day for day in days if day.year == year)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February falls on 28 where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
