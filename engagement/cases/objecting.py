"""Until when one may object to a decision through the portal: computed here, once, and stored with the decision.

Counted like a deadline (engagement.cases.deadlines): it begins the day after the decision, and moves to the next
working day. The days are those of the version that the case was filed under.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from engagement.cases.choices import Outcome
from engagement.cases.deadlines import Calendar, due_day
from engagement.cases.models import Case
from engagement.eservices.terms import Terms


def day_to_object(
    terms: Terms, outcome: str, decided_on: date, calendar: Calendar | None = None
) -> date | None:
    """The last day, for a decision of that day; None where the portal takes no objection."""
    if outcome not in (Outcome.REFUSED, Outcome.PARTLY) or terms.objection_days <= 0:
        return None
    return due_day(decided_on, terms.objection_days, "days", calendar)


def last_day_to_object(case: Case) -> date | None:
    """Of the decision that stands, as it was told with it: a closing day that is entered later moves nothing.

    Computed only where it was never stored: for rows that a process wrote which did not know the column yet.
    """
    if case.decided_at is None:
        return None
    return case.object_until or day_to_object(
        case.version.rules, case.outcome, timezone.localdate(case.decided_at)
    )
