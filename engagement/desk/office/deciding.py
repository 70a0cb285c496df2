"""Between the form of a decision and the deed: what will happen, on one page. None of it can be undone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kit.texts import in_language, language_name
from engagement.cases.actions.moving import may_be_decided
from engagement.cases.asking import Asked, awaited
from engagement.cases.choices import CaseState, EntryKind, Outcome
from engagement.cases.models import Case
from engagement.cases.objecting import day_to_object
from engagement.cases.rules import may_decide
from engagement.desk.office.forms import OUTCOMES, DeedForm
from engagement.documents.actions.issuing import language_of, template_for


def asked_first(request: HttpRequest, case: Case, form: DeedForm) -> HttpResponse | None:
    """The page that asks; None once it was answered for the case as it stands.

    None too where this person cannot decide any more: the deed then says why.
    """
    if not may_be_decided(case) or not may_decide(request.user, case):
        return None
    seen = request.POST.get("seen", "")
    return None if seen == case.head else _page(request, case, form, has_changed=bool(seen))


def is_done(request: HttpRequest, case: Case) -> bool:
    """The button was pressed twice: the first press decided the very case that the page had shown."""
    last = case.timeline.filter(kind=EntryKind.DECIDED).order_by("-number").first()
    return bool(last and last.by_id == request.user.pk and last.previous == request.POST.get("seen"))


def _page(request: HttpRequest, case: Case, form: DeedForm, *, has_changed: bool) -> HttpResponse:
    outcome = Outcome(form.cleaned_data["outcome"])
    template = template_for(case, outcome)
    context = {
        "header_icon": "tasks",
        "page_title": case.protocol,
        "page_subtitle": in_language(case.service.names),
        "case": case,
        "form": form,
        "has_changed": has_changed,
        "outcome": outcome,
        "outcome_title": dict(OUTCOMES)[outcome],
        "reasons": form.cleaned_data["text"].strip(),
        "template": template,
        "document_language": language_name(language_of(template, case.language)) if template else "",
        "letter_language": language_name(case.language),
        "earlier": case.documents.in_force().select_related("version"),
        "asked": names_of(awaited(case)),
        "waits_for_applicant": case.state == CaseState.WAITING_FOR_APPLICANT,
        "object_until": day_to_object(case.version.rules, outcome, timezone.localdate()),
    }
    return render(request, "desk/decide.html", context, status=409 if has_changed else 200)


def names_of(asked: list[Asked]) -> list[str]:
    """Those whose opinion is awaited, colleagues by their names."""
    people: Any = get_user_model().objects.in_bulk([each.colleague for each in asked if each.colleague])
    names = (each.body or str(people.get(each.colleague, _("a colleague"))) for each in asked)
    # Asked twice is named once.
    return list(dict.fromkeys(names))
