"""The state of a case as it is today: a document that was revoked or issued again since is no longer just issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagement.cases.choices import CaseState
from engagement.cases.models import Case
from engagement.documents.choices import Standing
from engagement.documents.models import IssuedDocument

# Documents stand beside a decision also after its case was closed.
WITH_DOCUMENTS = (CaseState.ISSUED, CaseState.CLOSED)


@dataclass(frozen=True)
class Now:
    """A case in a list: its state in words, whether a document ended since, and whether none is in force any more."""

    state: str
    has_changed: bool = False
    none_counts: bool = False


def documents_now(case: Case) -> list[IssuedDocument]:
    """Those of the decision that stands, the newest first. One query where it was issued."""
    return documents_of([case]).get(case.pk, [])


def documents_of(cases: Iterable[Case]) -> dict[int, list[IssuedDocument]]:
    """The same for many, in one query: those of earlier decisions ended with them."""
    decided = {case.pk: case.decided_at for case in cases if case.state in WITH_DOCUMENTS}
    found: dict[int, list[IssuedDocument]] = {}
    for document in IssuedDocument.objects.sealed().filter(case_id__in=decided) if decided else ():
        moment = decided[document.case_id]
        if moment is None or document.created_at >= moment:
            found.setdefault(document.case_id, []).append(document)
    return found


def as_it_is_now(cases: Sequence[Case]) -> list[tuple[Case, Now]]:
    """Cases for a list of officers, each with its state of today. One query where one was issued."""
    documents = documents_of(cases)
    return [(case, _now(case, documents.get(case.pk, []))) for case in cases]


def _now(case: Case, documents: Sequence[IssuedDocument]) -> Now:
    changed = have_changed(documents)
    state = state_now(documents, str(case.get_state_display()))
    return Now(state, changed, changed and not do_count(documents))


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
