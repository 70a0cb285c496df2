"""Writing a document down, in the transaction of the decision; sealing and mail are the worker's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from engagement.cases.actions.moving import locked
from engagement.cases.choices import CaseState, EntryKind
from engagement.cases.errors import NotYours
from engagement.cases.letters import tell_applicant
from engagement.cases.models import Case
from engagement.documents.choices import Stage
from engagement.documents.errors import IssuedAlready, NothingToIssue, NotValidAnyMore
from engagement.documents.models import DocumentTemplate, IssuedDocument, Series
from engagement.documents.placeholders import last_day, values_for
from engagement.documents.rules import may_issue
from engagement.documents.tasks import make_document
from engagement.intake.references import new_code

# 30¹⁶: about 78 bits.
CODE_GROUPS = 4


def template_for(case: Case, outcome: str) -> DocumentTemplate | None:
    """What is issued when a case is decided so, by the version that it was filed under."""
    templates = DocumentTemplate.objects.for_decision(case.service_id, outcome, case.version.rules.documents)
    found: DocumentTemplate | None = templates.first()
    return found


def language_of(template: DocumentTemplate, wanted: str) -> str:
    """The applicant's language where there is a text in it, else the portal's, else any."""
    known = template.current.read.languages() if template.current else []
    return next(
        (code for code in (wanted, settings.LANGUAGE_CODE) if code in known), known[0] if known else ""
    )


def next_number(series: str, year: int) -> int:
    """The next of a series. Its row stays locked until the transaction ends: an undone one leaves no gap."""
    Series.objects.get_or_create(name=series, year=year)
    row = Series.objects.select_for_update().get(name=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def issue_for_decision(
    case: Case, *, by: Any, replaces: IssuedDocument | None = None
) -> IssuedDocument | None:
    """The document of a decision that was just made; None where no template fits. The caller holds the case's row."""
    template = template_for(case, case.outcome)
    return _write(case, template, by=by, replaces=replaces) if template is not None else None


def _write(
    case: Case, template: DocumentTemplate, *, by: Any, replaces: IssuedDocument | None = None
) -> IssuedDocument:
    version, today = template.current, timezone.localdate()
    assert version is not None
    content, language = version.read, language_of(template, case.language)
    document = IssuedDocument(
        case=case,
        template=template,
        version=version,
        series=content.series,
        year=today.year,
        code=new_code(groups=CODE_GROUPS),
        language=language,
        values=values_for(case, content, language, reasons=_reasons(case)),
        valid_from=today,
        valid_until=last_day(content, today),
        issued_by=by if getattr(by, "is_authenticated", False) else None,
        replaces=replaces,
        next_attempt_at=timezone.now(),
    )
    # Last of all, so that the row of the series is held as shortly as can be.
    document.running = next_number(content.series, today.year)
    document.save(force_insert=True)
    record("wrote", document, by=by, changes={"case": case.protocol, "template": template.pk})
    make_document.enqueue(document.pk)
    return document


def _reasons(case: Case) -> str:
    """What the newest decision was explained with."""
    text = (
        case.timeline.filter(kind=EntryKind.DECIDED)
        .order_by("-number")
        .values_list("text", flat=True)
        .first()
    )
    return text or ""


@transaction.atomic
def issue(case_id: int, *, by: Any) -> IssuedDocument:
    """By hand, where the portal could not.

    Raises NotYours, NothingToIssue, IssuedAlready.
    """
    case = locked(case_id)
    if not may_issue(by, case):
        raise NotYours
    if case.state not in (CaseState.DECIDED, CaseState.ISSUED):
        raise NothingToIssue
    if _living(case):
        raise IssuedAlready
    document = issue_for_decision(case, by=by)
    if document is None:
        raise NothingToIssue
    return document


def _living(case: Case) -> bool:
    own = IssuedDocument.objects.filter(case=case)
    return own.in_force().exists() or own.filter(stage__in=(Stage.WAITING, Stage.FAILED)).exists()


@transaction.atomic
def try_again(document_id: int, *, by: Any) -> IssuedDocument:
    """A document that failed gets a new round of attempts, with the number it has. Raises NotYours, NotValidAnyMore."""
    document = _held(document_id, by)
    document.move_to(Stage.WAITING)
    document.attempts, document.last_error, document.next_attempt_at = 0, "", timezone.now()
    document.save()
    record("tried again", document, by=by)
    make_document.enqueue(document.pk)
    return document


@transaction.atomic
def drop(document_id: int, *, by: Any) -> IssuedDocument:
    """A document that failed is not issued; the applicant hears of the decision alone. Its number stays used."""
    document = _held(document_id, by)
    document.move_to(Stage.DROPPED)
    document.next_attempt_at = None
    document.save()
    record("dropped", document, by=by)
    case = document.case
    entry = case.timeline.filter(kind=EntryKind.DECIDED).order_by("-number").first()
    if case.state == CaseState.DECIDED and entry is not None:
        tell_applicant(case, entry)
    return document


def _held(document_id: int, by: Any) -> IssuedDocument:
    """A failed document with its case, both locked: the case first, always."""
    case = locked(IssuedDocument.objects.values_list("case_id", flat=True).get(pk=document_id))
    document: IssuedDocument = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    if not may_issue(by, case):
        raise NotYours
    if document.stage != Stage.FAILED:
        raise NotValidAnyMore
    document.case = case
    return document
