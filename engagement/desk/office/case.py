"""A case on one screen: what was asked, where it stands, what can be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.kit.texts import in_language, language_name
from engagement.cases.actions import note_look
from engagement.cases.choices import CaseState
from engagement.cases.errors import MoveNotAllowed, NotYours, ReasonMissing
from engagement.cases.models import Case
from engagement.cases.rules import may_see
from engagement.desk.due import urgency_of
from engagement.desk.issued import Now, as_it_is_now
from engagement.desk.office.answers import answers_of
from engagement.desk.office.deciding import asked_first, is_done
from engagement.desk.office.deeds import BY_NAME, KEYS, Deed, is_asked, offered_to
from engagement.desk.office.door import case_for, for_desk
from engagement.desk.office.facts import facts_of
from engagement.desk.office.forms import DeedForm
from engagement.desk.registry import case_panels
from engagement.desk.telling import timeline_for_staff
from engagement.eservices.charging import fee_of_submission


@never_cache
@for_desk
@require_safe
def case_page(request: HttpRequest, case_id: int) -> HttpResponse:
    """Looking is written down."""
    case = case_for(request, case_id)
    note_look(case, by=request.user)
    return _shown(request, case)


@never_cache
@for_desk
@require_POST
def do(request: HttpRequest, case_id: int, deed: str) -> HttpResponse:
    """One deed. What stands against it is said on the case's page, with what was typed."""
    case = case_for(request, case_id)
    wanted = BY_NAME.get(deed)
    if wanted is None:
        raise Http404
    form = wanted.form(request.POST, case=case, by=request.user, prefix=wanted.name)
    if not form.is_valid():
        form.point_to_error()
        return _shown(request, case, wanted, form, status=422)
    if wanted.asks_first and (asking := _before(request, case, wanted, form)):
        return asking
    problem = _perform(wanted, case, form, request.user)
    if problem and not (wanted.asks_first and is_done(request, case)):
        if not _is_part(request):
            messages.error(request, problem)
        case.refresh_from_db()
        return _shown(request, case, wanted, form, status=409, said=problem)
    now = Case.objects.with_names().get(pk=case.pk)
    if not may_see(request.user, now):
        return _out_of_sight(request, now)
    done = str(wanted.done)
    if _is_part(request):
        # The page stays where it is; what the case now looks like comes in its place.
        return _shown(request, case_for(request, case_id), said=done)
    messages.success(request, done)
    return redirect("desk_case", case.pk)


def _before(request: HttpRequest, case: Case, deed: Deed, form: DeedForm) -> HttpResponse | None:
    """The page between form and deed; or, from there, the form again with all that was typed."""
    if "change" in request.POST:
        form.fields["text"].widget.attrs["autofocus"] = True
        return _shown(request, case, deed, form)
    return asked_first(request, case, form)


def _is_part(request: HttpRequest) -> bool:
    """Whether htmx asks; without JavaScript the whole page is loaded."""
    return request.headers.get("HX-Request") == "true"


def _out_of_sight(request: HttpRequest, case: Case) -> HttpResponse:
    """The case now belongs to others: where it went is said in the queue."""
    where = " · ".join(str(part) for part in (case.department, case.assignee) if part)
    told = {"protocol": case.protocol, "where": where or _("nobody")}
    messages.success(request, _("Case %(protocol)s went to: %(where)s. You no longer have it.") % told)
    if _is_part(request):
        return HttpResponse(headers={"HX-Redirect": reverse("desk")})
    return redirect("desk")


def _perform(deed: Deed, case: Case, form: DeedForm, by: Any) -> str:
    try:
        deed.perform(case, form.cleaned_data, by)
    except MoveNotAllowed as problem:
        return _("Somebody was faster: the case is now “%(state)s”. Nothing was changed.") % {
            "state": CaseState(problem.state).label
        }
    except NotYours:
        return _("You may not do that with this case, or not with the person you chose.")
    except ReasonMissing:
        return _("Please say why.")
    return ""


def _shown(
    request: HttpRequest,
    case: Case,
    tried: Deed | None = None,
    form: DeedForm | None = None,
    *,
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    deeds = [
        {
            "deed": deed,
            "key": KEYS.get(deed.name),
            "form": form
            if tried is not None and form is not None and deed.name == tried.name
            else deed.form(case=case, by=request.user, prefix=deed.name),
            "open": deed.name == tried.name
            if tried
            else deed.name == "opinion" and is_asked(request.user, case),
        }
        for deed in offered_to(request.user, case)
    ]
    language = case.version.form_version.form.language_for(get_language() or "")
    pauses = list(case.pauses.all())
    context = {
        "header_icon": "tasks",
        "facts": facts_of(case, pauses),
        "fee": fee_of_submission(case.version, case.submission),
        "page_title": case.protocol,
        "page_subtitle": in_language(case.service.names),
        "case": case,
        "language_name": language_name(case.language),
        "urgency": urgency_of(case),
        "sections": answers_of(case, language),
        "lines": timeline_for_staff(case),
        "deeds": deeds,
        "related": _related(request, case),
        "panels": [panel(request, case) for panel in case_panels],
        "looks": case.looks.select_related("by")[:20],
        "filing": getattr(case, "counter_filing", None),
    }
    if _is_part(request):
        return render(request, "desk/case_body.html", {**context, "said": said}, status=status)
    return render(request, "desk/case.html", context, status=status)


def _related(request: HttpRequest, case: Case) -> list[tuple[Case, Now]]:
    """Other cases of the same person that this officer may see, and what counts of them today."""
    others = Case.objects.visible_to(request.user).exclude(pk=case.pk)
    if case.applicant_id:
        others = others.filter(applicant_id=case.applicant_id)
    elif case.applicant_email:
        others = others.filter(applicant_email__iexact=case.applicant_email)
    else:
        return []
    return as_it_is_now(list(others.with_names().order_by("-submitted_at")[:10]))
