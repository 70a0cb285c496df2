"""The resident's own affairs: requests and drafts of the account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cms.kit.texts import in_language
from engagement.cases.actions import claim_case
from engagement.cases.choices import OPEN_STATES
from engagement.cases.errors import NotYours
from engagement.cases.models import Case
from engagement.desk.issued import do_count, documents_of, state_now
from engagement.desk.public.forms import TraceForm
from engagement.desk.public.objecting import Objection, objection_to
from engagement.desk.public.throttle import is_throttled, note_failure
from engagement.desk.public.trace import next_words, opened_by
from engagement.desk.registry import my_sections
from engagement.eservices.occasions import current_slug
from engagement.intake.models import Draft


@never_cache
@login_required
@require_safe
def affairs(request: HttpRequest) -> HttpResponse:
    """Open requests first, then drafts, then what has ended."""
    return _page(request, TraceForm())


@never_cache
@login_required
@sensitive_post_parameters("secret")
@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """An earlier request, by number and secret. A wrong secret, no such number and one that another account has
    get the same answer, counted with those of the tracing page."""
    form = TraceForm(request.POST)
    valid = form.is_valid()
    if is_throttled(request):
        form.add_error(None, _("Too many tries. Please wait a quarter of an hour."))
        return _page(request, form, status=429)
    case = opened_by(form.cleaned_data["protocol"], form.cleaned_data["secret"]) if valid else None
    if case is not None and _claimed(case, request.user):
        messages.success(request, _("The request %(number)s now stands here.") % {"number": case.protocol})
        return redirect("engagement_desk:my")
    if valid:
        note_failure(request)
        form.add_error(
            None, _("Number and secret do not belong together. Please look at your receipt again.")
        )
    return _page(request, form, status=422)


def _claimed(case: Case, person: Any) -> bool:
    try:
        claim_case(case.pk, by=person)
    except NotYours:
        return False
    return True


def _page(request: HttpRequest, form: TraceForm, status: int = 200) -> HttpResponse:
    cases = Case.objects.filter(applicant_id=request.user.pk).with_names().select_related("version")
    cases = cases.order_by("-submitted_at")[:200]
    context = {
        "page_title": _("My affairs"),
        "open_cases": [(case, next_words(case)) for case in cases if case.state in OPEN_STATES],
        "ended_cases": _ended([case for case in cases if case.state not in OPEN_STATES]),
        "drafts": [_draft(draft) for draft in _drafts(request)],
        "sections": [section(request) for section in my_sections],
        "form": form,
    }
    return render(request, "desk/my.html", context, status=status)


def _ended(cases: list[Case]) -> list[tuple[Case, Objection, str, bool]]:
    """Each with the way to object, what became of its document since (empty: nothing), and whether one counts."""
    documents = documents_of(cases)
    rows = [(case, documents.get(case.pk, [])) for case in cases]
    return [(case, objection_to(case), state_now(known, ""), do_count(known)) for case, known in rows]


def _drafts(request: HttpRequest) -> Any:
    return (
        Draft.objects.open()
        .of(request.user)
        .select_related("version__service_version__service")
        .prefetch_related("version__service_version__service__addresses")
        .order_by("-changed_at")[:50]
    )


def _draft(draft: Draft) -> dict[str, Any]:
    service = draft.version.service_version.service
    slug = current_slug(service)
    return {
        "title": in_language(service.names),
        "changed_at": draft.changed_at,
        "expires_at": draft.expires_at,
        "url": reverse("engagement_eservices:open", args=[slug, draft.pk]) if slug else "",
    }
