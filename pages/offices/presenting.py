"""An office as pages show it: hours of the week, days that differ, and what a small script needs for "open now".

Pages are kept for minutes, so they never say by themselves whether an office is open at this moment. They say the
hours; a script in the browser adds the rest from the spans that the page carries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format

from pages.offices.models import Office
from pages.offices.opening import (
    Day,
    Timetable,
    clock,
    date_in_sentence,
    day_in_sentence,
    phrases,
    timetables,
)

# Long enough for the summer break of an office, and the page is made anew long before.
DAYS_FOR_SCRIPT = 21
DAYS_SHOWN = 30


@dataclass(frozen=True)
class ShownOffice:
    """What the template of an office needs."""

    office: Office
    timetable: Timetable
    week: list[dict[str, Any]]
    unusual: list[Day]
    spans: str

    @property
    def phones(self) -> list[dict[str, str]]:
        """Each number as it is read, and as a telephone dials it."""
        return [
            {"words": phone, "dial": "".join(sign for sign in phone if sign.isdigit() or sign == "+")}
            for phone in self.office.phones
        ]

    @property
    def phrases(self) -> dict[str, str]:
        """For the script, in the language of the page."""
        return phrases()

    @property
    def map_address(self) -> str:
        """The way to it in the map application of the visitor's own device; no map of others is loaded."""
        position = self.office.position
        return f"geo:{position.y:.6f},{position.x:.6f}" if position else ""


def shown(offices: Iterable[Office], now: datetime | None = None) -> list[ShownOffice]:
    """Offices that were read `with_hours`, in the active language. One more query for the closed days."""
    listed = list(offices)
    today = timezone.localdate(now)
    tables = timetables(listed)
    return [
        ShownOffice(
            office=office,
            timetable=tables[office.pk],
            week=_week(tables[office.pk]),
            unusual=tables[office.pk].unusual(today, DAYS_SHOWN),
            spans=_spans(tables[office.pk], now),
        )
        for office in listed
    ]


def _week(table: Timetable) -> list[dict[str, Any]]:
    """Days with the same hours one after the other stand in one line: Monday to Friday."""
    lines: list[dict[str, Any]] = []
    for number, (name, spans) in enumerate(table.week()):
        if lines and lines[-1]["spans"] == spans:
            lines[-1]["last"] = name
            lines[-1]["days"].append(number)
        else:
            lines.append({"first": name, "last": "", "spans": spans, "days": [number]})
    return lines


def _spans(table: Timetable, now: datetime | None) -> str:
    """`[[start, end, "8:00", "15:00", "Monday", "30 November"], …]`, moments in seconds since 1970."""
    if not table.is_known:
        return ""
    today = timezone.localdate(now)
    found = []
    for start, end in table.spans_from(today, DAYS_FOR_SCRIPT):
        opens, closes = timezone.localtime(start), timezone.localtime(end)
        found.append(
            [
                int(start.timestamp()),
                int(end.timestamp()),
                time_format(opens.time(), "G:i"),
                clock(closes.time()),
                day_in_sentence(opens.date()),
                date_in_sentence(opens.date()),
            ]
        )
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
