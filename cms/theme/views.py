"""The component gallery: every component with believable content, in each language."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from cms.theme.gallery import SHEETS, samples


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
