"""Where is my request: stage, department, hand-overs, deadline with its pauses, what happens next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.files.errors import FileRefused
from cms.files.models import PrivateFile
from cms.kit.texts import in_language
from engagement.cases import actions
from engagement.cases.actions.moving import may_be_withdrawn
from engagement.cases.answers import open_correction
from engagement.cases.choices import TALKING_STATES, CaseState, EntryKind, Outcome
from engagement.cases.errors import MoveNotAllowed, NoObjection, ObjectionTooLate, ReasonMissing
from engagement.cases.files import files_of
from engagement.cases.log import log_name
from engagement.cases.models import Case
from engagement.cases.rules import is_applicant
from engagement.desk.issued import do_count, documents_now, have_changed, state_now
from engagement.desk.public.forms import (
    DEEDS,
    LetterForm,
    TraceForm,
    WithdrawForm,
    address_of,
    form_of,
    title_of,
)
from engagement.desk.public.objecting import Objection, objection_to, too_late
from engagement.desk.public.throttle import is_throttled, note_failure
from engagement.desk.telling import TimelineLine, timeline_for_applicant
from engagement.intake.references import tidy_code

SESSION_KEY = "traced"
MOST_AT_ONCE = 10


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """A wrong secret and a number that does not exist get the same answer, after the same work."""
    form = TraceForm(
        request.POST if request.method == "POST" else None,
        initial={"protocol": request.GET.get("number", "")[:30]},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if is_throttled(request):
            form.add_error(
                None, _("Too many tries. Please wait a quarter of an hour.")
            ) if form.is_valid() else None
            status = 429
        elif form.is_valid():
            case = opened_by(form.cleaned_data["protocol"], form.cleaned_data["secret"])
            if case is not None:
                _remember(request, case)
                return redirect("engagement_desk:traced", case.year, case.number)
            note_failure(request)
            form.add_error(
                None, _("Number and secret do not belong together. Please look at your receipt again.")
            )
    context = {"form": form, "page_title": _("Where is my request?")}
    return render(request, "desk/trace.html", context, status=status)


def opened_by(protocol: str, secret: str) -> Case | None:
    """The case of a number, where the secret is its own. The same work whether there is one or not."""
    case: Case | None = Case.objects.at(protocol).first()
    expected = tidy_code(case.secret) if case else "·" * 12
    return case if constant_time_compare(expected, secret) and case else None


def _remember(request: HttpRequest, case: Case) -> None:
    known = [one for one in request.session.get(SESSION_KEY, []) if one != case.pk]
    request.session[SESSION_KEY] = [*known, case.pk][-MOST_AT_ONCE:]


def case_for(request: HttpRequest, year: int, number: int) -> Case | None:
    """The case, for its applicant's account or a session that showed the secret."""
    case: Case | None = (
        Case.objects.filter(year=year, number=number)
        .select_related("service", "department", "version")
        .first()
    )
    if case is None:
        return None
    knows = case.pk in request.session.get(SESSION_KEY, [])
    return case if knows or is_applicant(request.user, case) else None


@never_cache
@require_safe
def show(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Without the secret: to where it is asked for, with the number filled in, whether it exists or not."""
    case = case_for(request, year, number)
    if case is None:
        return redirect(f"{reverse('engagement_desk:trace')}?number={year}/{number:06d}")
    return _page(request, case)


def deeds_for(case: Case, objection: Objection) -> list[str]:
    """What the applicant can do now."""
    return [
        *(["reply"] if case.state in TALKING_STATES else []),
        *(["object"] if objection.is_open else []),
        *(["withdraw"] if may_be_withdrawn(case) else []),
    ]


@never_cache
@require_POST
def act(request: HttpRequest, year: int, number: int, deed: str) -> HttpResponse:
    """Answers, objects, withdraws."""
    case = case_for(request, year, number)
    if case is None:
        return redirect("engagement_desk:trace")
    if deed not in DEEDS:
        raise Http404
    # Files are taken in only where the words can be: else the deed itself says why not.
    is_open = deed in deeds_for(case, objection_to(case))
    form = form_of(deed, case, data=request.POST, files=request.FILES if is_open else None)
    if status := _held_back(form):
        return _page(request, case, deed, form, status=status)
    try:
        _perform(deed, case, form, request.user)
    except FileRefused as refused:
        form.add_error("files", refused.sentence)
        return _page(request, case, deed, form, status=422)
    except MoveNotAllowed:
        messages.warning(request, _("The request has moved on meanwhile. Please look at it again."))
    except ReasonMissing:
        messages.warning(request, _("Please write something."))
    except NoObjection:
        messages.warning(request, _("No objection to this decision is taken here."))
    except ObjectionTooLate as late:
        messages.warning(request, too_late(late.last_day))
    else:
        messages.success(request, _done(deed))
    return redirect("engagement_desk:traced", year, number)


def _held_back(form: LetterForm | WithdrawForm) -> int:
    """The status of the page with the form again: something is wrong, or a button of its files was pressed. Else 0."""
    is_valid = form.is_valid()
    if isinstance(form, LetterForm) and form.is_pressed:
        return 422 if form.errors else 200
    return 0 if is_valid else 422


def _done(deed: str) -> str:
    words = {"withdraw": _("The request was withdrawn."), "object": _("We have received your objection.")}
    return words.get(deed) or _("We have received it.")


def _perform(deed: str, case: Case, form: LetterForm | WithdrawForm, by: Any) -> None:
    text = form.cleaned_data["text"]
    if not isinstance(form, LetterForm):
        actions.withdraw(case.pk, reason=text, by=by)
        return
    perform = actions.object_to if deed == "object" else actions.answer_from_applicant
    perform(case.pk, text, by=by, files=form.cleaned_data["files"], owner=form.owner)


def _page(
    request: HttpRequest, case: Case, tried: str = "", tried_form: Any = None, status: int = 200
) -> HttpResponse:
    correction = open_correction(case) if case.state == CaseState.WAITING_FOR_APPLICANT else None
    objection, lines = objection_to(case), timeline_for_applicant(case)
    deeds = [
        {
            "name": deed,
            "title": title_of(deed, case)
            if not correction or deed != "reply"
            else _("Write to the town hall"),
            "form": tried_form if deed == tried else form_of(deed, case),
            "url": address_of(deed, case),
            "warning": _(
                "The town hall stops working on it: nothing is decided and nothing is issued. This cannot be undone; "
                "you can send a new request at any time."
            )
            if deed == "withdraw"
            else "",
            "told": objection.words if deed == "object" else "",
            "open": deed in (tried, request.GET.get("open"))
            or (deed == "reply" and case.state == CaseState.WAITING_FOR_APPLICANT and not correction),
        }
        for deed in deeds_for(case, objection)
    ]
    context = {
        "case": case,
        **_heading(case),
        "service": in_language(case.service.names),
        "lines": lines,
        "documents": case.documents.sealed().select_related("version"),
        # One that ended on the day on which it began moved nothing.
        "pauses": [pause for pause in case.pauses.all() if pause.ended_on != pause.began_on],
        "next": next_words(case),
        "asked": _asked(case),
        "correction": len(correction.questions) if correction else 0,
        "deeds": deeds,
        "objection": objection,
        "looks": case.looks.count() if is_applicant(request.user, case) else None,
        # A file is handed out to the account alone: the secret tells that it is there (cases.files).
        "may_open_files": is_applicant(request.user, case),
        "has_files": any(line.files for line in lines),
        "files": _with_the_form(request, case, lines),
        "log_name": log_name(case),
        "page_title": case.protocol,
        "breadcrumbs": [{"title": _("Where is my request?"), "url": reverse("engagement_desk:trace")}],
    }
    return render(request, "desk/traced.html", context, status=status)


def _with_the_form(request: HttpRequest, case: Case, lines: list[TimelineLine]) -> list[PrivateFile]:
    """What was sent with the form and with corrections, for the account; what came with words stands beside them."""
    if not is_applicant(request.user, case):
        return []
    beside_words = {file.pk for line in lines for file in line.files}
    return [file for file in files_of(case) if file.pk not in beside_words]


def _asked(case: Case) -> str:
    """What the town hall waits for, in the officer's words."""
    if case.state != CaseState.WAITING_FOR_APPLICANT:
        return ""
    asked = case.timeline.filter(kind=EntryKind.TO_APPLICANT, data__to=CaseState.WAITING_FOR_APPLICANT)
    return asked.order_by("-number").values_list("text", flat=True).first() or ""


def _heading(case: Case) -> dict[str, Any]:
    """What became of a document stands above all, without the outcome beside it: that stands among the facts."""
    documents = documents_now(case)
    is_refusal = case.state == CaseState.ISSUED and case.outcome == Outcome.REFUSED
    usual = CaseState.DECIDED.told if is_refusal else case.told_state
    return {"state": state_now(documents, usual), "has_changed": have_changed(documents)}


def _of_documents(case: Case) -> str:
    """What was issued may have been revoked since; and the document of a refusal is no good news."""
    if case.state != CaseState.ISSUED:
        return ""
    documents = documents_now(case)
    if not do_count(documents):
        return _(
            "The document was revoked and no longer counts. If you need a new one, or have a question, write to the "
            "town hall."
        )
    if case.outcome == Outcome.REFUSED:
        return _("The whole decision stands in the document.")
    if have_changed(documents):
        return _("Your document was issued again. Only the newer one counts.")
    return _("Your document has been issued.")


def next_words(case: Case) -> str:
    """What happens next, in a sentence."""
    if case.state == CaseState.IN_PROGRESS and case.assignee_id is None:
        return _("The department has it and gives it to an officer. You need do nothing.")
    words = {
        CaseState.SUBMITTED: _("An officer will take it up. You need do nothing."),
        CaseState.REOPENED: _("An officer will look at it again. You need do nothing."),
        CaseState.IN_PROGRESS: _("An officer is working on it. You need do nothing."),
        CaseState.WAITING_FOR_APPLICANT: _(
            "We need an answer from you. Until then the time in which we have to decide stands still."
        ),
        CaseState.WAITING_FOR_BODY: _("We have asked for an opinion and wait for it."),
        CaseState.DECIDED: _("It has been decided."),
        CaseState.ISSUED: _of_documents(case),
        CaseState.WITHDRAWN: _("You have taken it back. Nothing more will happen."),
        CaseState.CLOSED: _("It is closed. Nothing more will happen."),
    }
    return str(words[CaseState(case.state)])
