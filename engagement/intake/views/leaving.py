"""Saving for later and coming back: a code that is shown once, and a link that carries it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from engagement.intake.access import draft_of_code, remember
from engagement.intake.actions import leave_draft
from engagement.intake.contract import Occasion
from engagement.intake.errors import DraftIsClosed
from engagement.intake.forms import ResumeForm
from engagement.intake.models import Draft
from engagement.intake.views.pages import page
from engagement.intake.views.steps import closed, with_draft


@with_draft
def leave(request: HttpRequest, occasion: Occasion, draft: Draft) -> HttpResponse:
    """GET asks; POST gives a fresh code. The answers are kept already."""
    if request.method != "POST":
        return page(request, occasion, "leave.html", {"draft": draft, "page_title": _("Go on later")})
    try:
        draft, code = leave_draft(draft.pk)
    except DraftIsClosed:
        return closed(request, occasion, draft)
    link = request.build_absolute_uri(occasion.url("resume_by_link", code))
    context = {"draft": draft, "code": code, "link": link, "page_title": _("Your answers are kept")}
    return page(request, occasion, "left.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    """Asks for the code."""
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = draft_of_code(form.cleaned_data["code"], occasion.purpose)
        if draft is not None:
            remember(request, draft.pk)
            return redirect(occasion.url("open", draft.pk))
        form.add_error(
            "code", _("No draft is kept under this code. It may have been sent, or its time is over.")
        )
    context = {"form": form, "page_title": _("Go on with a form")}
    return page(request, occasion, "resume.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def resume_by_link(request: HttpRequest, occasion: Occasion, code: str) -> HttpResponse:
    """The link from the mail or the page: the code stands in it."""
    draft = draft_of_code(code, occasion.purpose)
    if draft is None:
        form = ResumeForm({"code": code})
        form.is_valid()
        form.errors.clear()
        form.add_error(
            "code", _("No draft is kept under this code. It may have been sent, or its time is over.")
        )
        return page(
            request, occasion, "resume.html", {"form": form, "page_title": _("Go on with a form")}, status=404
        )
    remember(request, draft.pk)
    return redirect(occasion.url("open", draft.pk))
