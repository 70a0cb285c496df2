"""The state of a case as it is today: a document that was revoked or issued again since is no longer just issued."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from engagement.cases.choices import CaseState
from engagement.cases.models import Case
from engagement.documents.choices import Standing
from engagement.documents.models import IssuedDocument


def documents_now(case: Case) -> list[IssuedDocument]:
    """Those of the decision that stands, the newest first: those of earlier ones ended with them. One query where it
    was issued."""
    if case.state != CaseState.ISSUED:
        return []
    documents = case.documents.sealed()
    if case.decided_at is not None:
        documents = documents.filter(created_at__gte=case.decided_at)
    return list(documents)


def have_changed(documents: Sequence[IssuedDocument]) -> bool:
    """Whether one was revoked, or issued again."""
    return any(document.standing != Standing.VALID for document in documents)


def do_count(documents: Sequence[IssuedDocument]) -> bool:
    """Whether one of them is in force."""
    return any(document.standing == Standing.VALID for document in documents)


def state_now(documents: Sequence[IssuedDocument], usual: str) -> str:
    """`usual`: how the reader calls the state where nothing happened since."""
    if not have_changed(documents):
        return usual
    return _("document issued again") if do_count(documents) else _("document revoked")
