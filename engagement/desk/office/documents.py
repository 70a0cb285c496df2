"""Documents on a case's page: what would be issued, what was, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.kit.texts import in_language, language_name
from engagement.cases.choices import CaseState, Outcome
from engagement.cases.errors import NotYours, ReasonMissing
from engagement.cases.models import Case
from engagement.desk.handing_out import pdf_of, preview_response
from engagement.desk.office.door import case_for, for_desk
from engagement.desk.office.forms import MOST_TEXT
from engagement.documents import actions
from engagement.documents.actions.issuing import language_of, template_for
from engagement.documents.choices import Stage, Standing
from engagement.documents.errors import IssuedAlready, NothingToIssue, NotValidAnyMore, TemplateBroken
from engagement.documents.models import IssuedDocument
from engagement.documents.previewing import case_pdf
from engagement.documents.rules import may_download, may_issue, may_preview, may_revoke

MOST_REASON = 2_000


def documents_panel(request: HttpRequest, case: Case) -> SafeString:
    """Nothing where nothing was issued and nothing will be."""
    documents = list(case.documents.with_names().select_related("issued_by"))
    can_preview = may_preview(request.user, case) and case.state not in (
        CaseState.ISSUED,
        CaseState.WITHDRAWN,
        CaseState.CLOSED,
    )
    previews = _previews(case) if can_preview else []
    missing = case.state in (CaseState.DECIDED, CaseState.ISSUED) and not any(
        one.stage in (Stage.WAITING, Stage.FAILED) or (one.is_sealed and one.standing == Standing.VALID)
        for one in documents
    )
    can_issue = missing and may_issue(request.user, case) and template_for(case, case.outcome) is not None
    if not documents and not previews and not can_issue:
        return SafeString("")
    rows = [_row(request, case, document) for document in documents]
    context = {"case": case, "rows": rows, "previews": previews, "can_issue": can_issue}
    return SafeString(render_to_string("desk/documents.html", context, request=request))


def _previews(case: Case) -> list[dict[str, Any]]:
    return [
        {"outcome": outcome.value, "label": outcome.label, "template": template}
        for outcome in Outcome
        if (template := template_for(case, outcome)) is not None
    ]


def _row(request: HttpRequest, case: Case, document: IssuedDocument) -> dict[str, Any]:
    document.case = case
    in_force = document.is_sealed and document.standing == Standing.VALID
    return {
        "document": document,
        "no_key": document.last_error == "NoSealKey",
        "can_download": document.is_sealed and bool(document.file),
        "can_end": in_force and may_revoke(request.user, document),
        "has_failed": document.stage == Stage.FAILED,
        "can_mend": document.stage == Stage.FAILED and may_issue(request.user, case),
    }


@never_cache
@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, case_id: int, outcome: str) -> HttpResponseBase:
    """What would be issued if the case were decided so: without number and seal, and with DRAFT across the page.

    Reasons that were typed already are sent along, so that they stand in it.
    """
    case = case_for(request, case_id)
    if not may_preview(request.user, case):
        raise PermissionDenied
    template = template_for(case, outcome) if outcome in Outcome.values else None
    if template is None or template.current is None:
        raise Http404
    try:
        reasons = request.POST.get("decide-text", "")[:MOST_TEXT].strip()
        language = language_of(template, case.language)
        pdf = case_pdf(template.current.read, case, language, reasons=reasons, outcome=outcome)
    except TemplateBroken as broken:
        messages.error(request, _("The document cannot be drawn: %s") % broken)
        return redirect("desk_case", case.pk)
    return preview_response(pdf)


@never_cache
@for_desk
@require_safe
def download(request: HttpRequest, case_id: int, document_id: int) -> HttpResponseBase:
    """The sealed file."""
    document = _document(request, case_id, document_id)
    if not may_download(request.user, document):
        raise Http404
    return pdf_of(document)


def _document(request: HttpRequest, case_id: int, document_id: int) -> IssuedDocument:
    case = case_for(request, case_id)
    document: IssuedDocument = get_object_or_404(IssuedDocument, pk=document_id, case_id=case.pk)
    document.case = case
    return document


def _revoke(document: IssuedDocument, reason: str, by: Any) -> str:
    actions.revoke(document.pk, reason, by=by)
    return _("The document was revoked. The verify page says so from now on.")


def _reissue(document: IssuedDocument, reason: str, by: Any) -> str:
    actions.reissue(document.pk, reason, by=by)
    return _("A new document is on its way; it takes the place of this one.")


def _try_again(document: IssuedDocument, _reason: str, by: Any) -> str:
    actions.try_again(document.pk, by=by)
    return _("The portal tries again.")


def _drop(document: IssuedDocument, _reason: str, by: Any) -> str:
    actions.drop(document.pk, by=by)
    return _("No document is issued. The applicant is told of the decision.")


# These end a document that somebody holds.
ENDING = ("revoke", "reissue")
DEEDS: dict[str, Callable[[IssuedDocument, str, Any], str]] = {
    "revoke": _revoke,
    "reissue": _reissue,
    "try-again": _try_again,
    "drop": _drop,
}


@never_cache
@for_desk
@require_POST
def act(request: HttpRequest, case_id: int, document_id: int, deed: str) -> HttpResponse:
    """Revokes, issues again, tries again, gives up. What ends a document shows first what it will do."""
    document = _document(request, case_id, document_id)
    if deed not in DEEDS:
        raise Http404
    reason = request.POST.get("reason", "")[:MOST_REASON].strip()
    if deed in ENDING and reason and "sure" not in request.POST and may_revoke(request.user, document):
        return _sure(request, document, deed, reason)
    _try(request, lambda: DEEDS[deed](document, reason, request.user))
    return redirect("desk_case", case_id)


def _sure(request: HttpRequest, document: IssuedDocument, deed: str, reason: str) -> HttpResponse:
    """One more look: neither can be undone, and the applicant gets a letter of both."""
    context = {
        "header_icon": "tasks",
        "page_title": document.case.protocol,
        "page_subtitle": in_language(document.case.service.names),
        "case": document.case,
        "document": document,
        "deed": deed,
        "is_revoking": deed == "revoke",
        "reason": reason,
        "letter_language": language_name(document.case.language),
    }
    return render(request, "desk/end_document.html", context)


@never_cache
@for_desk
@require_POST
def issue(request: HttpRequest, case_id: int) -> HttpResponse:
    """Where the portal could not do it by itself."""
    case = case_for(request, case_id)

    def perform() -> str:
        actions.issue(case.pk, by=request.user)
        return _("The document is on its way.")

    _try(request, perform)
    return redirect("desk_case", case_id)


def _try(request: HttpRequest, perform: Callable[[], str]) -> None:
    try:
        messages.success(request, perform())
    except NotYours as problem:
        raise PermissionDenied from problem
    except ReasonMissing:
        messages.error(request, _("Please say why."))
    except (NotValidAnyMore, IssuedAlready):
        messages.error(request, _("Somebody was faster: the document has changed. Nothing was done."))
    except NothingToIssue:
        messages.error(request, _("No published template fits this decision."))
