"""A date, and a time of the day."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.theme.forms import DayMonthYearInput
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.moments import day_of
from engagement.intake.kinds.settings import Setting, SettingType

WEEKEND = (5, 6)
FIRST_YEAR = 1850
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class DayField(forms.DateField):
    """A day within limits."""

    def __init__(self, *, earliest: date | None, latest: date | None, working: bool, **options: Any) -> None:
        self.earliest, self.latest, self.working = earliest, latest, working
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.earliest and value < self.earliest:
            raise ValidationError(
                _("Give a date that is not before %(day)s.") % {"day": _words(self.earliest)}, code="earliest"
            )
        if self.latest and value > self.latest:
            raise ValidationError(
                _("Give a date that is not after %(day)s.") % {"day": _words(self.latest)}, code="latest"
            )
        if self.working and value.weekday() in WEEKEND:
            raise ValidationError(
                _("%(day)s is a weekend. Choose a day from Monday to Friday.") % {"day": _words(value)},
                code="weekend",
            )


class Day(Kind):
    """A date, typed as day, month and year."""

    name, title, icon = "date", gettext_lazy("Date"), "date"
    settings = (
        Setting(
            "earliest", SettingType.TEXT, gettext_lazy("Earliest (2026-05-01, today, today+30, today-18y)")
        ),
        Setting("latest", SettingType.TEXT, gettext_lazy("Latest (the same)")),
        Setting("working_days", SettingType.YES_NO, gettext_lazy("Not on weekends"), default=False),
        Setting(
            "birthday", SettingType.YES_NO, gettext_lazy("It is the person's date of birth"), default=False
        ),
    )

    def limits(self, question: Question, today: date | None = None) -> tuple[date | None, date | None]:
        """Earliest and latest day as of today."""
        earliest = day_of(question.settings.get("earliest") or f"{FIRST_YEAR}-01-01", today)
        latest = day_of(question.settings.get("latest") or "today+100y", today)
        if question.settings.get("birthday") and not question.settings.get("latest"):
            latest = today or timezone.localdate()
        return earliest, latest

    def field(self, question: Question, asking: Asking) -> forms.Field:
        earliest, latest = self.limits(question, asking.today)
        widget = DayMonthYearInput()
        if question.settings.get("birthday"):
            for part, inner in zip(widget.parts, widget.widgets, strict=True):
                inner.attrs["autocomplete"] = f"bday-{part}"
        return DayField(
            earliest=earliest,
            latest=latest,
            working=bool(question.settings.get("working_days")),
            widget=widget,
            **self.arguments(
                question,
                asking,
                missing=_("Give the date: day, month and year."),
                wrong=_("There is no such date. Give day, month and year in digits, such as 27 3 2026."),
            ),
        )

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        return type(answer) is str and _DAY.fullmatch(answer) is not None

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return cleaned.isoformat() if cleaned else None

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        with override(language):
            return _words(date.fromisoformat(answer))

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        limits = [question.settings.get(name) for name in ("earliest", "latest")]
        if any(isinstance(text, str) and text and day_of(text) is None for text in limits):
            found.append(
                _("A limit of the date cannot be read. Write 2026-05-01, today, today+30 or today-18y.")
            )
            return found
        earliest, latest = self.limits(question)
        if earliest and latest and earliest > latest:
            found.append(_("No date fits: the earliest is after the latest."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        earliest, latest = self.limits(question)
        usual = timezone.localdate()
        if question.settings.get("birthday"):
            usual = date(1985, 5, 21)
        day = min(max(usual, earliest or usual), latest or usual)
        while (
            question.settings.get("working_days")
            and day.weekday() in WEEKEND
            and (not latest or day < latest)
        ):
            day = date.fromordinal(day.toordinal() + 1)
        return day.isoformat()


_CLOCK = re.compile(r"([01]?\d|2[0-3])\s*[:.,\s]?\s*([0-5]\d)", re.ASCII)
_HOUR = re.compile(r"[01]?\d|2[0-3]", re.ASCII)
_STORED = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class ClockField(forms.Field):
    """A time: 9:30, 9.30, 0930, 9."""

    def __init__(self, *, earliest: time | None, latest: time | None, minutes: int, **options: Any) -> None:
        self.earliest, self.latest, self.minutes = earliest, latest, minutes
        super().__init__(**options)

    def to_python(self, value: Any) -> time | None:
        text = str(value or "").strip()
        if not text:
            return None
        clock = _CLOCK.fullmatch(text)
        if clock:
            return time(int(clock[1]), int(clock[2]))
        if _HOUR.fullmatch(text):
            return time(int(text))
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if (self.earliest and value < self.earliest) or (self.latest and value > self.latest):
            raise ValidationError(
                _("Give a time from %(earliest)s to %(latest)s.")
                % {
                    "earliest": f"{self.earliest or time(0):%H:%M}",
                    "latest": f"{self.latest or time(23, 59):%H:%M}",
                },
                code="limits",
            )
        if self.minutes and (value.hour * 60 + value.minute) % self.minutes:
            raise ValidationError(
                _("Give a time in steps of %(minutes)s minutes.") % {"minutes": self.minutes}, code="step"
            )


class Clock(Kind):
    """A time of the day, of 24 hours."""

    name, title, icon = "time", gettext_lazy("Time"), "time"
    settings = (
        Setting("earliest", SettingType.TEXT, gettext_lazy("Earliest (08:00)")),
        Setting("latest", SettingType.TEXT, gettext_lazy("Latest (14:30)")),
        Setting("minutes", SettingType.INTEGER, gettext_lazy("In steps of so many minutes")),
    )

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return ClockField(
            earliest=_time(question.settings.get("earliest")),
            latest=_time(question.settings.get("latest")),
            minutes=question.settings.get("minutes") or 0,
            widget=forms.TextInput(
                attrs={"class": "govuk-input--width-5", "autocomplete": "off", "spellcheck": "false"}
            ),
            **self.arguments(
                question,
                asking,
                missing=_("Give the time, such as 9:30."),
                wrong=_("Give the time as hours and minutes of 24 hours, such as 9:30 or 17:00."),
            ),
        )

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        return type(answer) is str and _STORED.fullmatch(answer) is not None

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return None if cleaned is None else f"{cleaned:%H:%M}"

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        limits = [question.settings.get(name) for name in ("earliest", "latest")]
        times = [_time(text) for text in limits]
        if any(text and when is None for text, when in zip(limits, times, strict=True)):
            found.append(_("A limit of the time cannot be read. Write it as 08:00."))
        elif times[0] and times[1] and times[0] > times[1]:
            found.append(_("No time fits: the earliest is after the latest."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        return self.answer(question, _time(question.settings.get("earliest")) or time(10))


def _time(text: Any) -> time | None:
    return time.fromisoformat(text) if isinstance(text, str) and _STORED.fullmatch(text) else None


def _words(day: date) -> str:
    return date_format(day, "j E Y")
