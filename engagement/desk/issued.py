"""The state of a case as it is today: a document that was revoked or issued again since is no longer just issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from engagement.cases.choices import CaseState
from engagement.cases.models import Case
from engagement.documents.choices import Standing
from engagement.documents.models import IssuedDocument


def documents_now(case: Case) -> list[IssuedDocument]:
    """Those of the decision that stands, the newest first. One query where it was issued."""
    return documents_of([case]).get(case.pk, [])


def documents_of(cases: Iterable[Case]) -> dict[int, list[IssuedDocument]]:
    """The same for many, in one query: those of earlier decisions ended with them."""
    decided = {case.pk: case.decided_at for case in cases if case.state == CaseState.ISSUED}
    found: dict[int, list[IssuedDocument]] = {}
    for document in IssuedDocument.objects.sealed().filter(case_id__in=decided) if decided else ():
        moment = decided[document.case_id]
        if moment is None or document.created_at >= moment:
            found.setdefault(document.case_id, []).append(document)
    return found


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
