"""How pages stand in the town's languages, for the lists and the editor of the back office."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from wagtail.models import Page

from pages.base.trail import HOME_DEPTH
from pages.upkeep.choices import TranslationState
from pages.upkeep.translations import Standing, standings_around, standings_of

register = template.Library()

TRANSLATE = "simple_translation.submit_translation"


@register.simple_tag(takes_context=True)
def translation_marks(context: Context, page: Page) -> list[dict[str, Any]]:
    """One mark a language other than the page's own; none for the root or in a town of one language."""
    request: HttpRequest | None = context.get("request")
    languages = list(getattr(getattr(request, "tenant", None), "languages", []))
    if request is None or len(languages) < 2 or not page.pk or page.depth < HOME_DEPTH:
        return []
    own = page.locale.language_code
    return [
        mark(standing, request)
        for standing in _known(request, page, languages, context)
        if standing.code != own
    ]


def mark(standing: Standing, request: HttpRequest) -> dict[str, Any]:
    """A standing with the address where one goes on with it."""
    return {
        "standing": standing,
        "url": address_of(standing, request),
        "own": standing.state == TranslationState.ORIGINAL,
    }


def address_of(standing: Standing, request: HttpRequest) -> str:
    """The editor of the translation, or the form that makes it; empty for whoever may not."""
    if standing.page_id is not None:
        return reverse("wagtailadmin_pages:edit", args=[standing.page_id])
    if request.user.has_perm(TRANSLATE):
        return reverse("simple_translation:submit_page_translation", args=[standing.source_id])
    return ""


def _known(request: HttpRequest, page: Page, languages: list[str], context: Context) -> list[Standing]:
    """A list asks once for all the pages that it shows."""
    known: dict[Any, list[Standing]] = request.__dict__.setdefault("_standings", {})
    if page.translation_key not in known:
        shown = context.get("table")
        rows = [row for row in getattr(shown, "data", []) if isinstance(row, Page)]
        known.update(standings_around([page, *rows], languages) if rows else {})
        known.setdefault(page.translation_key, [])
        if not known[page.translation_key]:
            known[page.translation_key] = standings_of(page, languages)
    return known[page.translation_key]
