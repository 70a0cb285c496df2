"""The way to object to a decision, and until when it is open, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.cases.actions.moving import may_move
from engagement.cases.choices import CaseState
from engagement.cases.models import Case
from engagement.cases.objecting import last_day_to_object


@dataclass(frozen=True)
class Objection:
    """`last_day` is None where the decision can not be objected to here."""

    last_day: date | None = None
    is_open: bool = False

    @property
    def words(self) -> str:
        """A sentence; empty where there is nothing to object to."""
        if self.last_day is None:
            return ""
        if not self.is_open:
            return too_late(self.last_day)
        return _("If you do not agree, you can object until %(day)s.") % {"day": _day(self.last_day)}


def objection_to(case: Case) -> Objection:
    """As the case stands today."""
    if not may_move(case, CaseState.REOPENED):
        return Objection()
    last_day = last_day_to_object(case)
    return Objection(last_day, last_day is not None and timezone.localdate() <= last_day)


def too_late(last_day: date) -> str:
    """What somebody reads who comes after the day."""
    return _("The time to object ended on %(day)s.") % {"day": _day(last_day)}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
