"""What an editor wrote around a list that a view makes."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from cms.theme.registry import Surroundings
from pages.landings.models import LandingPage


def words_around(request: HttpRequest, name: str) -> Surroundings | None:
    """The landing page of the list in the active language; a preview brings its own."""
    page: LandingPage | None = getattr(request, "_landing", None)
    if page is None or page.shown_list != name:
        pages = (
            LandingPage.objects.live().public().filter(shown_list=name, locale__language_code=get_language())
        )
        page = pages.order_by("path").first()
    if page is None:
        return None
    return Surroundings(
        title=page.title,
        lead=page.summary,
        before=_rendered(page, "body", request),
        after=_rendered(page, "after", request),
    )


def _rendered(page: LandingPage, field: str, request: HttpRequest) -> str:
    return render_to_string(
        "pages/landings/parts.html", {"parts": getattr(page, field), "page": page}, request=request
    )
