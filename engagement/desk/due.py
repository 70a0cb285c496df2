"""How urgent a case is, in a word and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.cases.choices import OPEN_STATES, CaseState
from engagement.cases.models import Case

SOON = 3


@dataclass(frozen=True)
class Urgency:
    """`tone`: late, today, soon, calm, paused, none."""

    words: str
    tone: str
    day: date | None = None


def urgency_of(case: Case, today: date | None = None) -> Urgency:
    """The first thing that an officer sees of a case."""
    today = today or timezone.localdate()
    if case.state not in OPEN_STATES:
        return Urgency("", "none")
    if case.state == CaseState.WAITING_FOR_APPLICANT:
        return Urgency(_("clock stands still"), "paused", case.due_on)
    if case.due_on is None:
        return Urgency(_("no deadline"), "calm")
    days = (case.due_on - today).days
    return Urgency(*_counted(days, case.due_on), case.due_on)


def _counted(days: int, due_on: date) -> tuple[str, str]:
    """Words and tone of so many days from today."""
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}, "late"
    if days == 0:
        return _("today"), "today"
    if days <= SOON:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}, "soon"
    return date_format(due_on, "SHORT_DATE_FORMAT"), "calm"
