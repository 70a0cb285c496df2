"""What all pages of a form show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_info

from engagement.intake.contract import Occasion
from engagement.intake.definition.model import text_in
from engagement.intake.evaluation import Reading
from engagement.intake.kinds import Asking
from engagement.intake.models import Draft


def asking_of(occasion: Occasion, draft: Draft | None = None) -> Asking:
    """Who asks, in the language in which the form is whole."""
    language = occasion.form.language_for(get_language() or "")
    if draft is None:
        return Asking(language)
    return Asking(language, draft.answers, str(draft.pk), person=draft.owner)


def page(
    request: HttpRequest, occasion: Occasion, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the form, in its frame."""
    wanted = get_language() or ""
    language = occasion.form.language_for(wanted)
    title = text_in(occasion.title, wanted)
    shared = {
        "occasion": occasion,
        "form_title": title,
        "form_language": language,
        # Says that the form stands in another language than the page around it.
        "fallback_language": "" if language == wanted else get_language_info(language)["name_translated"],
        "breadcrumbs": _trail(occasion, title),
        "language_links": _language_links(occasion),
        "page_title": title,
        "start_url": occasion.url("start"),
        "resume_url": occasion.url("resume"),
    }
    return render(request, f"intake/{template}", {**shared, **context}, status=status)


def _trail(occasion: Occasion, title: str) -> list[dict[str, str]]:
    above = (*occasion.trail, (title, occasion.back)) if occasion.back else ()
    return [{"title": each, "url": address} for each, address in above]


def _language_links(occasion: Occasion) -> list[dict[str, Any]]:
    here = get_language()
    return [
        {
            "code": code,
            "name": str(get_language_info(code)["name_local"]).capitalize(),
            "url": url,
            "current": code == here,
        }
        for code, url in occasion.starts.items()
    ]


def titles(reading: Reading, language: str) -> list[str]:
    """The steps' titles in order."""
    return [text_in(step.title, language) for step in reading.steps]
