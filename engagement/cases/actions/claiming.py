"""An earlier request comes into an account: whoever has number and secret, and is signed in, may take it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cms.audit.actions import record
from engagement.cases.actions.moving import locked
from engagement.cases.actions.timeline import APPLICANT, write_entry
from engagement.cases.choices import EntryKind
from engagement.cases.errors import NotYours
from engagement.cases.letters import tell_of_claim
from engagement.cases.models import Case


@transaction.atomic
def claim_case(case_id: int, *, by: Any) -> Case:
    """The caller has compared the secret. Again by the same person changes nothing; another's raises NotYours."""
    case = locked(case_id)
    if case.applicant_id == by.pk:
        return case
    if case.applicant_id is not None or case.erased_at is not None or not by.is_active:
        raise NotYours
    case.applicant = by
    write_entry(case, EntryKind.CLAIMED, by=by, role=APPLICANT)
    tell_of_claim(case)
    record("claimed", case, by=by)
    return case
