"""Before the first step: what it is about, go on with an earlier one, or begin."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from engagement.intake.access import SESSION_KEY, remember
from engagement.intake.actions import begin_draft
from engagement.intake.contract import Occasion
from engagement.intake.evaluation import read_answers, shown_steps
from engagement.intake.models import Draft, FormVersion
from engagement.intake.prefill import first_answers
from engagement.intake.views.pages import asking_of, page, titles


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    """GET explains; POST begins a draft."""
    may_begin = not occasion.refusal and (request.user.is_authenticated or not occasion.needs_account)
    if request.method == "POST" and may_begin:
        version = FormVersion.objects.get(pk=occasion.version_id)
        begun = replace(asking_of(occasion), person=request.user, query=request.GET.dict())
        known = first_answers(occasion.form, begun)
        draft = begin_draft(version, language=get_language() or "", owner=request.user, answers=known)
        remember(request, draft.pk)
        first = shown_steps(occasion.form, draft.answers, asking_of(occasion, draft))[0]
        return redirect(occasion.url("step", draft.pk, first.id))
    asking = asking_of(occasion)
    standing = _standing(request, occasion)
    context = {
        "may_begin": may_begin,
        "sign_in": f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
        "steps": titles(read_answers(occasion.form, {}, asking), asking.language),
        "standing": standing,
        "standing_url": occasion.url("open", standing.pk) if standing else "",
    }
    return page(request, occasion, "start.html", context)


def _standing(request: HttpRequest, occasion: Occasion) -> Draft | None:
    """A draft of the same form that this visitor left open."""
    known = Draft.objects.filter(pk__in=request.session.get(SESSION_KEY, []))
    if request.user.is_authenticated:
        known = known | Draft.objects.filter(owner=request.user)
    found: Draft | None = known.open().filter(version_id=occasion.version_id).order_by("-changed_at").first()
    return found
