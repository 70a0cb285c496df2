"""The state of a case as it is today: a document that was revoked or issued again since is no longer just issued."""

from __future__ import annotations

from django.utils.translation import gettext as _

from engagement.cases.choices import CaseState
from engagement.cases.models import Case
from engagement.documents.choices import Standing


def state_now(case: Case, usual: str) -> str:
    """`usual`: how the reader calls the state where nothing happened since. One query where it was issued."""
    if case.state != CaseState.ISSUED:
        return usual
    documents = case.documents.sealed()
    if case.decided_at is not None:
        # Those of earlier decisions ended with them.
        documents = documents.filter(created_at__gte=case.decided_at)
    standings = set(documents.values_list("standing", flat=True))
    if not standings or standings == {Standing.VALID}:
        return usual
    return _("document issued again") if Standing.VALID in standings else _("document revoked")
