"""Saving for later and coming back: a code that is shown once, and a link that carries it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.guard.contract import check
from cms.notifications.actions import Letter, write_letter
from engagement.intake.access import draft_of_code, remember
from engagement.intake.actions import leave_draft, token_of
from engagement.intake.contract import Occasion
from engagement.intake.definition.model import text_in
from engagement.intake.errors import DraftIsClosed
from engagement.intake.forms import LeaveForm, ResumeForm
from engagement.intake.models import Draft
from engagement.intake.views.pages import page
from engagement.intake.views.steps import closed, kept_input, with_draft


@with_draft
def leave(request: HttpRequest, occasion: Occasion, draft: Draft) -> HttpResponse:
    """GET asks; POST gives a fresh code. The answers are kept already."""
    is_mine = _is_mine(request, occasion, draft)
    known = {"email": getattr(request.user, "email", "")} if is_mine else {}
    form = LeaveForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid() and form.cleaned_data["email"]:
        # Only a letter can be a nuisance to somebody else.
        for problem in check(request, "form-links", since=draft.created_at):
            form.add_error("email", problem.sentence)
    if request.method != "POST" or not form.is_valid():
        context: dict[str, Any] = {
            "draft": draft,
            "form": form,
            "is_mine": is_mine,
            "open_url": occasion.url("open", draft.pk),
            "page_title": _("Go on later"),
        }
        return page(request, occasion, "leave.html", context, status=422 if form.errors else 200)
    try:
        draft, code = leave_draft(draft.pk)
    except DraftIsClosed:
        return closed(request, occasion, draft)
    link = request.build_absolute_uri(occasion.url("resume_by_link", code))
    if form.cleaned_data["email"]:
        mail_link(form.cleaned_data["email"], occasion, draft, link)
    context = {
        "draft": draft,
        "is_mine": is_mine,
        "code": code,
        "link": link,
        # As people read it: Greek letters instead of their bytes, and the code in one piece at its end.
        "link_in_words": unquote(link).partition(code)[0],
        "open_url": occasion.url("open", draft.pk),
        "mailed_to": form.cleaned_data["email"],
        "page_title": _("Your answers are kept"),
    }
    return page(request, occasion, "left.html", context)


def _is_mine(request: HttpRequest, occasion: Occasion, draft: Draft) -> bool:
    """Whether it waits in the account of whoever is signed in. What an officer fills in for somebody does not."""
    user = request.user
    return user.is_authenticated and draft.owner_id == user.pk and not occasion.is_for_another


def mail_link(address: str, occasion: Occasion, draft: Draft, link: str) -> None:
    """The link to come back with, in a letter that says nothing about the answers."""
    language = get_language() or ""
    title = text_in(occasion.title, language)
    day = date_format(localtime(draft.expires_at), "DATE_FORMAT")
    write_letter(
        Letter(
            to=address,
            subject=_("Go on with your form: %(title)s") % {"title": title},
            heading=title,
            paragraphs=[
                _(
                    "Your answers are kept until %(day)s. Whoever has this address can see them: keep it to yourself."
                )
                % {"day": day}
            ],
            action_url=link,
            action_label=_("Go on with the form"),
            reason=_("You asked for this link in the form. If it was not you, you need do nothing."),
            language=language,
        )
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    """Asks for the code."""
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = draft_of_code(form.cleaned_data["code"], occasion.purpose)
        if draft is not None:
            _welcome_back(request, draft)
            return _typed_again(request, occasion, draft) or redirect(occasion.url("open", draft.pk))
        form.add_error(
            "code", _("No draft is kept under this code. It may have been sent, or its time is over.")
        )
    context = {"form": form, "page_title": _("Go on with a form")}
    return page(request, occasion, "resume.html", context, status=422 if form.errors else 200)


def _welcome_back(request: HttpRequest, draft: Draft) -> None:
    remember(request, draft.pk)
    messages.success(request, _("You go on where you stopped. Your answers are here."))


def _typed_again(request: HttpRequest, occasion: Occasion, draft: Draft) -> HttpResponse | None:
    """What was typed when the session had ended, one press away from being kept."""
    typed, step = kept_input(request), occasion.form.step(request.POST.get("kept_step", ""))
    if not typed or step is None:
        return None
    context = {
        "kept_input": typed,
        "token": token_of(draft, step),
        "step_url": occasion.url("step", draft.pk, step.id),
        "page_title": _("Go on with your form"),
    }
    return page(request, occasion, "again.html", context)


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
    _welcome_back(request, draft)
    return redirect(occasion.url("open", draft.pk))
