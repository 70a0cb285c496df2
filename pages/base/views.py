"""Pictures of pages for sharing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from pages.base.sharing import drawn, picture_address, stamp_of

YEAR = 31_536_000


@require_safe
def share_picture(request: HttpRequest, number: int, stamp: str) -> HttpResponse:
    """`/share/<page>/<stamp>.png`. An earlier stamp leads to the present picture: links live long."""
    page = Page.objects.live().public().filter(pk=number).select_related("locale").first()
    if page is None:
        raise Http404
    town = request.tenant  # type: ignore[attr-defined]  # set by the middleware
    with translation.override(page.locale.language_code):
        if stamp != stamp_of(page, town):
            return HttpResponseRedirect(picture_address(page, town, request))
        response = HttpResponse(drawn(page, town), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
