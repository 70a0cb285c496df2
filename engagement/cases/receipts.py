"""What the receipt and the confirmation of a form say once there is a case."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.cases.models import Case, CounterFiling
from engagement.intake.choices import Channel
from engagement.intake.contract import Kept
from engagement.intake.models import Submission


def receipt_of(submission: Submission) -> Kept | None:
    """Protocol number, secret and promised day."""
    try:
        # While it is being sent, the case that was just made of it; else one query.
        case = submission.case
    except Case.DoesNotExist:
        return None
    return Kept(
        number=case.protocol,
        label=_("Protocol number"),
        secret=case.secret,
        trace=_address("traced", case.year, case.number),
        ask=_address("trace"),
        due=date_format(case.first_due_on, "DATE_FORMAT") if case.first_due_on else "",
        affairs=_address("my") if case.applicant_id else "",
    )


def _address(name: str, *args: Any) -> str:
    """A page of the desk; empty where that room is not there."""
    try:
        return reverse(f"engagement_desk:{name}", args=args)
    except NoReverseMatch:
        return ""


def address_told_at_counter(submission: Submission) -> str:
    """What the officer entered before the form."""
    if submission.channel == Channel.ONLINE:
        return ""
    filings = CounterFiling.objects.filter(draft_key=submission.draft_key)
    return filings.values_list("email", flat=True).first() or ""
