"""The resident's own affairs: requests and drafts of the account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.kit.texts import in_language
from engagement.cases.choices import OPEN_STATES
from engagement.cases.models import Case
from engagement.desk.public.trace import next_words
from engagement.desk.registry import my_sections
from engagement.intake.models import Draft


@never_cache
@login_required
@require_safe
def affairs(request: HttpRequest) -> HttpResponse:
    """Open requests first, then drafts, then what has ended."""
    cases = Case.objects.filter(applicant_id=request.user.pk).with_names().order_by("-submitted_at")[:200]
    rows = [(case, next_words(case)) for case in cases]
    context = {
        "page_title": _("My affairs"),
        "open_cases": [row for row in rows if row[0].state in OPEN_STATES],
        "ended_cases": [row for row in rows if row[0].state not in OPEN_STATES],
        "drafts": [_draft(draft) for draft in _drafts(request)],
        "sections": [section(request) for section in my_sections],
    }
    return render(request, "desk/my.html", context)


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
    here = get_language()
    slug = next(
        (each.slug for each in service.addresses.all() if each.language == here and each.is_current), ""
    )
    return {
        "title": in_language(service.names),
        "changed_at": draft.changed_at,
        "expires_at": draft.expires_at,
        "url": reverse("engagement_eservices:open", args=[slug, draft.pk]) if slug else "",
    }
