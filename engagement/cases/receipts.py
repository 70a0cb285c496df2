"""What the receipt and the confirmation of a form say once there is a case."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.cases.models import Case
from engagement.intake.contract import Kept
from engagement.intake.models import Submission


def receipt_of(submission: Submission) -> Kept | None:
    """Protocol number, secret and promised day."""
    try:
        # While it is being sent, the case that was just made of it; else one query.
        case = submission.case
    except Case.DoesNotExist:
        return None
    facts = [(_("Secret for tracing"), case.secret)]
    if case.first_due_on:
        facts.append((_("Answer by"), date_format(case.first_due_on, "DATE_FORMAT")))
    return Kept(number=case.protocol, label=_("Protocol number"), facts=tuple(facts))
