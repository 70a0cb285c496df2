"""What the worker does with a document: seal it once, deliver it once. Killed in between, it goes on where it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from cms.audit.actions import record
from cms.kit.texts import in_language
from cms.municipalities.contract import address_of
from cms.municipalities.querysets import current_municipality
from engagement.cases.actions import mark_issued
from engagement.cases.actions.moving import locked
from engagement.cases.actions.timeline import OFFICER, PORTAL, write_entry
from engagement.cases.choices import CaseState, EntryKind
from engagement.cases.letters import tell_applicant
from engagement.cases.models import Case
from engagement.documents.choices import Stage, Standing
from engagement.documents.errors import NoSealKey, TemplateBroken
from engagement.documents.models import IssuedDocument
from engagement.documents.rendering import Sheet, render
from engagement.documents.sealing.choosing import is_demonstration

if TYPE_CHECKING:
    from engagement.documents.sealing.signing import Sealed

# Waits before the second, third, … attempt: a timestamp service that is down for a working day is outlived.
PATIENCE = (
    timedelta(seconds=30),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
LOST_AFTER = timedelta(minutes=10)
RESCUE_AT_ONCE = 20
DECIDED = (CaseState.DECIDED, CaseState.ISSUED, CaseState.CLOSED)


def work_on(document_id: int) -> datetime | None:
    """Both steps, each in a transaction of its own; the answer is when to try again, if at all."""
    again_at = seal(document_id)
    if again_at is not None:
        return again_at
    deliver(document_id)
    return None


@transaction.atomic
def seal(document_id: int) -> datetime | None:
    """The file with its seal. Run twice, or by two workers at once, it seals once: the row is locked meanwhile."""
    document = (
        IssuedDocument.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=document_id, stage=Stage.WAITING)
        .select_related("case__service", "case__department", "version")
        .first()
    )
    if document is None:
        return None
    document.attempts += 1
    if document.case.state not in DECIDED:
        # Taken up again before it was sealed: the decision that it would tell of is no more.
        document.move_to(Stage.DROPPED)
        document.next_attempt_at = None
        document.save()
        return None
    try:
        with transaction.atomic():
            _store(document, _sealed(document))
    except Exception as problem:  # noqa: BLE001 (whatever it is, it is a failed attempt, shown at the case)
        _note_failure(document, problem)
    document.save()
    return document.next_attempt_at if document.stage == Stage.WAITING else None


def _sealed(document: IssuedDocument) -> Sealed:
    from engagement.documents.sealing.signing import seal_pdf

    town = current_municipality()
    pdf = render(sheet_of(document))
    return seal_pdf(pdf, reason=f"{document.title} {document.number}", location=in_language(town.names, "el"))


def sheet_of(document: IssuedDocument) -> Sheet:
    """What its PDF shows, from what was written down at the decision."""
    town, department = current_municipality(), document.case.department
    with override(document.language):
        return Sheet(
            content=document.version.read,
            language=document.language,
            values=document.values,
            town=town,
            department=in_language(department.names, document.language) if department else "",
            number=document.number,
            day=date_format(document.valid_from, "DATE_FORMAT"),
            valid_until=date_format(document.valid_until, "DATE_FORMAT") if document.valid_until else "",
            code=document.code,
            verify_url=verify_address(document),
            is_demonstration=is_demonstration(),
        )


def verify_address(document: IssuedDocument) -> str:
    """What the QR code leads to, in the document's language."""
    with override(document.language):
        path = reverse("engagement_documents:verified", args=[document.code])
    return f"{address_of(current_municipality())}{path}"


def _store(document: IssuedDocument, sealed: Sealed) -> None:
    """The file's place follows from the document: what an attempt that died has left there is written over."""
    storage, place = document.file.storage, document.file.field.generate_filename(document, "x.pdf")
    storage.delete(place)
    document.file.save(document.file_name, ContentFile(sealed.pdf), save=False)
    document.size, document.sha256 = len(sealed.pdf), sha256(sealed.pdf).hexdigest()
    document.sealed_by, document.certificate = sealed.subject, sealed.certificate
    document.seal_level, document.is_demonstration = sealed.level, sealed.is_demonstration
    document.sealed_at = document.next_attempt_at = timezone.now()
    document.last_error = ""
    document.move_to(Stage.SEALED)
    record("sealed", document, by=None, changes={"sha256": document.sha256, "by": sealed.subject})


def _note_failure(document: IssuedDocument, problem: Exception) -> None:
    told = "NoSealKey" if isinstance(problem, NoSealKey) else f"{type(problem).__name__}: {problem}"
    document.last_error = told[:500]
    if isinstance(problem, TemplateBroken) or document.attempts > len(PATIENCE):
        document.move_to(Stage.FAILED)
        document.next_attempt_at = None
    else:
        document.next_attempt_at = timezone.now() + PATIENCE[document.attempts - 1]


@transaction.atomic
def deliver(document_id: int) -> bool:
    """The case is told, and the applicant by a letter that is written in the same transaction."""
    known = IssuedDocument.objects.filter(pk=document_id, stage=Stage.SEALED).values_list(
        "case_id", flat=True
    )
    case_id = known.first()
    if case_id is None:
        return False
    case = locked(case_id)
    document = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    if document.stage != Stage.SEALED:
        return False
    document.move_to(Stage.DELIVERED)
    document.next_attempt_at = None
    if case.state in DECIDED:
        _replace_earlier(document, case)
        _tell(document, case)
    else:
        document.standing, document.ended_at = Standing.REVOKED, timezone.now()
    document.save()
    record("delivered", document, by=None)
    return True


def _replace_earlier(document: IssuedDocument, case: Case) -> None:
    earlier = IssuedDocument.objects.in_force().filter(case=case).exclude(pk=document.pk)
    for old in earlier.select_for_update(of=("self",)):
        old.standing, old.ended_at = Standing.SUPERSEDED, timezone.now()
        old.save(update_fields=["standing", "ended_at"])
        record("superseded", old, by=None, changes={"by": document.number})


def _tell(document: IssuedDocument, case: Case) -> None:
    if case.state == CaseState.DECIDED:
        mark_issued(case.pk, number=document.number, code=document.code)
        return
    data, old = {"number": document.number, "code": document.code}, document.replaces
    if old is not None:
        data["replaces"] = old.number
    text, by = old.reason if old is not None else "", document.issued_by
    # After the one that followed the decision by itself, each is an officer's deed.
    entry = write_entry(case, EntryKind.DOCUMENT, by=by, role=OFFICER if by else PORTAL, text=text, data=data)
    tell_applicant(case, entry)


@transaction.atomic
def take_lost() -> list[int]:
    """Documents whose task is no more; whoever takes them must make new ones."""
    lost = IssuedDocument.objects.overdue(timezone.now() - LOST_AFTER).select_for_update(skip_locked=True)
    numbers = [document.pk for document in lost[:RESCUE_AT_ONCE]]
    IssuedDocument.objects.filter(pk__in=numbers).update(next_attempt_at=timezone.now())
    return numbers
