"""The town's icon, and the component gallery: every component with believable content, in each language."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.theme.context import town_crest_url
from cms.theme.gallery import SHEETS, samples


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """`/favicon.ico`, which browsers ask for beside answers that are no pages: the crest, else our own."""
    crest = town_crest_url(getattr(request, "tenant", None))
    return HttpResponseRedirect(crest or static("theme/favicon.svg"))


def gallery(request: HttpRequest, language: str = "en", sheet: str = "home") -> HttpResponse:
    """One sheet of the gallery in one language; only wired up in development (cms.theme.urls)."""
    if language not in dict(settings.LANGUAGES) or sheet not in SHEETS:
        raise Http404
    with translation.override(language):
        frame = {
            "main_menu": [
                {
                    "title": name,
                    "url": reverse("theme_gallery_sheet", args=[language, name]),
                    "active": name == sheet,
                }
                for name in SHEETS
            ],
            "language_links": [
                {
                    "code": code,
                    "name": str(translation.get_language_info(code)["name_local"]).capitalize(),
                    "url": reverse("theme_gallery_sheet", args=[code, sheet]),
                    "current": code == language,
                }
                for code, _name in settings.LANGUAGES
            ],
        }
        return render(request, f"theme/gallery/{sheet}.html", {**samples(language, request), **frame})
