"""What the receipt and the confirmation of a form say once there is a case."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.cases.models import Case, CounterFiling
from engagement.intake.contract import Kept
from engagement.intake.models import Submission


def receipt_of(submission: Submission) -> Kept | None:
    """Protocol number, secret and promised day."""
    case = Case.objects.filter(submission=submission).first()
    if case is None:
        return None
    facts = [(_("Secret for tracing"), case.secret)]
    if case.first_due_on:
        facts.append((_("Answer by"), date_format(case.first_due_on, "DATE_FORMAT")))
    return Kept(number=case.protocol, label=_("Protocol number"), facts=tuple(facts))


def address_told_at_counter(submission: Submission) -> str:
    """What the officer entered before the form."""
    if submission.applicant_id is not None:
        return ""
    filings = CounterFiling.objects.filter(draft_key=submission.draft_key)
    return filings.values_list("email", flat=True).first() or ""
