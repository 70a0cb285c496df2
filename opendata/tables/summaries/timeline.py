"""Bars of days: by day, month, year or several years, whatever shows the whole span with few bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from psycopg import sql

MOST_DAYS = 31
MOST_MONTHS = 24
MOST_YEARS = 30


@dataclass(frozen=True)
class Periods:
    """`unit` is day, month or year; `step` of them a bar, from `first` on, `count` bars."""

    unit: str
    step: int
    first: date
    count: int

    def number(self, value: sql.Composable) -> sql.Composed:
        """SQL of the number of a value's bar, from 0."""
        if self.unit == "day":
            return sql.SQL("({}::date - {}::date)").format(value, sql.Literal(self.first.isoformat()))
        months = "(extract(year FROM {0})::int - {1}) * 12 + extract(month FROM {0})::int - {2}"
        if self.unit == "month":
            return sql.SQL(f"({months})").format(
                value, sql.Literal(self.first.year), sql.Literal(self.first.month)
            )
        return sql.SQL("((extract(year FROM {})::int - {}) / {})").format(
            value, sql.Literal(self.first.year), sql.Literal(self.step)
        )

    @property
    def labels(self) -> list[str]:
        """What each bar is about, in the language of the page."""
        return [self._label(at) for at in range(self.count)]

    def _label(self, at: int) -> str:
        if self.unit == "day":
            return date_format(self.first + timedelta(days=at), "j/n/Y")
        if self.unit == "month":
            month = self.first.month - 1 + at
            return f"{month % 12 + 1}/{self.first.year + month // 12}"
        year = self.first.year + at * self.step
        return str(year) if self.step == 1 else f"{year}–{year + self.step - 1}"


def periods_between(low: date, high: date) -> Periods:
    """Few bars over the days from low to high."""
    start, end = _day(low), _day(high)
    days = (end - start).days + 1
    if days <= MOST_DAYS:
        return Periods("day", 1, start, days)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months <= MOST_MONTHS:
        return Periods("month", 1, start, months)
    years = end.year - start.year + 1
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 500) if -(-years // step) <= MOST_YEARS), 1000)
    first = start.year // step * step
    return Periods("year", step, date(max(first, 1), 1, 1), (end.year - max(first, 1)) // step + 1)


def _day(value: date) -> date:
    """PostgreSQL cuts moments in the connection's time zone, which is UTC."""
    if isinstance(value, datetime):
        return timezone.make_naive(value, timezone.get_fixed_timezone(0)).date()
    return value
