"""*Check*, asked again while one writes."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pages.services.editing.showing import check_context
from pages.services.models import ServicePage
from pages.services.rules import may_edit


def draft_of(request: HttpRequest, page_id: int) -> ServicePage:
    """The newest state of a page, for whoever may edit it; Http404, PermissionDenied."""
    page = get_object_or_404(ServicePage, pk=page_id)
    if not may_edit(request.user, page):
        raise PermissionDenied
    draft: ServicePage = page.get_latest_revision_as_object()
    return draft


@never_cache
@require_safe
def check(request: HttpRequest, page_id: int) -> HttpResponse:
    """The list of findings, of the newest saved state."""
    return render(request, "pages/services/editing/findings.html", check_context(draft_of(request, page_id)))
