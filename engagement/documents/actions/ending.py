"""What ends a document: revoking, a newer one. It is never edited, and its file stays as it was."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.audit.actions import record
from cms.notifications.actions import Letter, write_letter
from engagement.cases.actions.moving import locked
from engagement.cases.actions.timeline import OFFICER, PORTAL, write_entry
from engagement.cases.choices import EntryKind
from engagement.cases.errors import NotYours, ReasonMissing
from engagement.cases.letters import about, way_back
from engagement.cases.models import Case
from engagement.documents.actions.issuing import issue_for_decision
from engagement.documents.choices import Standing
from engagement.documents.errors import IssuedAlready, NothingToIssue, NotValidAnyMore
from engagement.documents.models import IssuedDocument
from engagement.documents.rules import may_revoke


@transaction.atomic
def revoke(document_id: int, reason: str, *, by: Any) -> IssuedDocument:
    """From now on the verify page says so. Raises NotYours, ReasonMissing, NotValidAnyMore."""
    document = _held(document_id, reason, by)
    end(document, Standing.REVOKED, reason.strip(), by=by)
    entry_of_ending(document, by=by, role=OFFICER)
    _tell(document)
    return document


@transaction.atomic
def reissue(document_id: int, reason: str, *, by: Any) -> IssuedDocument:
    """A new document of the same decision, with its own number; the old one is replaced once the new one is there.

    Raises NotYours, ReasonMissing, NotValidAnyMore, IssuedAlready (a newer one is on its way), NothingToIssue.
    """
    old = _held(document_id, reason, by)
    if IssuedDocument.objects.filter(replaces=old).exists():
        raise IssuedAlready
    old.reason = reason.strip()
    old.save(update_fields=["reason"])
    new = issue_for_decision(old.case, by=by, replaces=old)
    if new is None:
        raise NothingToIssue
    return new


def _held(document_id: int, reason: str, by: Any) -> IssuedDocument:
    """A document in force with its case, both locked: the case first, always."""
    case = locked(IssuedDocument.objects.values_list("case_id", flat=True).get(pk=document_id))
    document: IssuedDocument = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    document.case = case
    if not may_revoke(by, document):
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    if not document.is_sealed or document.standing != Standing.VALID:
        raise NotValidAnyMore
    return document


def end_earlier(case: Case, *, by: Any) -> int:
    """Documents of earlier decisions are revoked where the new one issues none. The caller holds the case's row."""
    documents = list(IssuedDocument.objects.in_force().filter(case=case).select_for_update(of=("self",)))
    for document in documents:
        document.case = case
        end(document, Standing.REVOKED, document.reason or _("There is a newer decision."), by=by)
        entry_of_ending(document, by=by, role=PORTAL)
    return len(documents)


def end(document: IssuedDocument, standing: str, reason: str, *, by: Any) -> None:
    """The caller holds the rows."""
    document.standing, document.reason, document.ended_at = Standing(standing).value, reason, timezone.now()
    document.save(update_fields=["standing", "reason", "ended_at"])
    record(str(standing), document, by=by, changes={"reason": reason})


def entry_of_ending(document: IssuedDocument, *, by: Any, role: str) -> None:
    """The line of the timeline."""
    data = {"number": document.number, "code": document.code, "standing": document.standing}
    write_entry(document.case, EntryKind.DOCUMENT, by=by, role=role, text=document.reason, data=data)


def _tell(document: IssuedDocument) -> None:
    case = document.case
    if not case.applicant_email:
        return
    with override(case.language):
        write_letter(
            Letter(
                to=case.applicant_email,
                subject=_("Revoked: %(number)s") % {"number": document.number},
                heading=_("A document was revoked"),
                paragraphs=[
                    _("It does not count any more, on paper or as a file."),
                    document.reason,
                    _("If you need a new one, or have a question, write to us on the page of your request."),
                ],
                facts=[(_("Number"), document.number), (_("Protocol number"), case.protocol)],
                **way_back(case),
                reason=_("You get this letter because you asked the town hall for something."),
                about=about(case),
                language=case.language,
            )
        )
