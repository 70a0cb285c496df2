"""Events in words: when, where, and as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pages.events.choices import Repeats
from pages.offices.choices import Weekday

SHORT_MONTHS = {
    "el": ("Ιαν", "Φεβ", "Μαρ", "Απρ", "Μαΐ", "Ιουν", "Ιουλ", "Αυγ", "Σεπ", "Οκτ", "Νοε", "Δεκ"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


@dataclass(frozen=True)
class Line:
    """One time of one event in a list."""

    title: str
    url: str
    text: str
    when: str
    where: str
    day: date
    last_day: date
    month: str
    month_words: str
    clock: str
    cancelled: bool
    # The rule, where it takes place again after this time.
    again: str = ""


def when(starts: datetime, ends: datetime, *, all_day: bool, year: bool = True) -> str:
    """ "Saturday 5 December 2026, 18:00–20:00", "5 December – 8 December 2026"."""
    first, last = days_of(starts, ends, all_day=all_day)
    pattern = "l j E Y" if year else "l j E"
    begins, stops = timezone.localtime(starts), timezone.localtime(ends)
    if all_day:
        if first == last:
            return date_format(first, pattern)
        return f"{date_format(first, 'j E' if first.year == last.year else 'j E Y')} – {date_format(last, 'j E Y')}"
    hours = time_format(begins.time(), "G:i")
    if ends == starts:
        return f"{date_format(first, pattern)}, {hours}"
    if first == last:
        return f"{date_format(first, pattern)}, {hours}–{time_format(stops.time(), 'G:i')}"
    return f"{date_format(first, pattern)}, {hours} – {date_format(last, pattern)}, {time_format(stops.time(), 'G:i')}"


def days_of(starts: datetime, ends: datetime, *, all_day: bool) -> tuple[date, date]:
    """First and last day; what lasts the whole day ends at the midnight after its last."""
    first, last = timezone.localdate(starts), timezone.localdate(ends)
    return first, max(first, last - timedelta(days=1)) if all_day else last


def line_of(moment: Any, request: HttpRequest) -> Line:
    """A time with its event. (Any: an EventTime, whose room's models import this file.)"""
    event = moment.event
    all_day = event.start_time is None
    first, last = days_of(moment.starts, moment.ends, all_day=all_day)
    language = event.locale.language_code
    return Line(
        title=event.title,
        url=event.get_url(request),
        text=event.summary,
        when=when(moment.starts, moment.ends, all_day=all_day),
        where=event.where,
        day=first,
        last_day=last,
        month=SHORT_MONTHS.get(language, SHORT_MONTHS["en"])[first.month - 1],
        month_words=date_format(first, "YEAR_MONTH_FORMAT"),
        clock="" if all_day else time_format(timezone.localtime(moment.starts).time(), "G:i"),
        cancelled=event.cancelled,
        again=rule_words(event) if _again(event, last) else "",
    )


def rule_words(event: Any) -> str:
    """ "Every Saturday", "Every month, on the second Wednesday"; the empty text for what is once."""
    day = event.first_day
    values = {
        "weekday": date_format(day, "l"),
        "day": day.day,
        "date": date_format(day, "MONTH_DAY_FORMAT"),
        "ordinal": _ordinal(day),
    }
    patterns = {
        Repeats.DAILY: _("Every day"),
        Repeats.WEEKLY: _("Every %(weekday)s"),
        Repeats.FORTNIGHTLY: _("Every second week, on %(weekday)s"),
        Repeats.MONTHLY_BY_DAY: _("Every month, on day %(day)s"),
        Repeats.MONTHLY_BY_WEEKDAY: _("Every month, on the %(ordinal)s %(weekday)s"),
        Repeats.YEARLY: _("Every year, on %(date)s"),
    }
    return str(patterns.get(Repeats(event.repeats), "")) % values


def _ordinal(day: date) -> str:
    # Saturday is neuter in Greek, the other days are feminine: each set of words stands in the translations.
    if day.weekday() == Weekday.SATURDAY:
        words = (
            pgettext("Saturday", "first"),
            pgettext("Saturday", "second"),
            pgettext("Saturday", "third"),
            pgettext("Saturday", "fourth"),
            pgettext("Saturday", "last"),
        )
    else:
        words = (
            pgettext("weekday", "first"),
            pgettext("weekday", "second"),
            pgettext("weekday", "third"),
            pgettext("weekday", "fourth"),
            pgettext("weekday", "last"),
        )
    return words[(day.day - 1) // 7]


def _again(event: Any, day: date) -> bool:
    return bool(event.repeats != Repeats.NEVER and event.repeats_until and event.repeats_until > day)


def weeks_of(month: date, lines: Iterable[Line]) -> list[list[dict[str, Any]]]:
    """Weeks from Monday to Sunday; days of other months are there and empty."""
    listed = list(lines)
    today = timezone.localdate()
    day = month - timedelta(days=month.weekday())
    weeks = []
    while day < next_month(month):
        week = []
        for _number in range(7):
            inside = day.month == month.month
            lines_of_day = [line for line in listed if line.day <= day <= line.last_day] if inside else []
            week.append({"date": day, "inside": inside, "today": day == today, "lines": lines_of_day})
            day += timedelta(days=1)
        weeks.append(week)
    return weeks


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def former_month(month: date) -> date:
    """The first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)
