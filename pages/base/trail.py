"""Where a page stands: the way down to it, and the same page in the other languages."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language_info, gettext
from wagtail.models import Page

from cms.theme.context import LanguageLink

# The tree's root is depth 1 and no page; home pages are depth 2.
HOME_DEPTH = 2


def line_of(page: Page) -> list[Page]:
    """Home page, …, parent, page: what a visitor passes on the way down. One query."""
    above = Page.objects.ancestor_of(page).filter(depth__gte=HOME_DEPTH).order_by("depth")
    return [*above.select_related("locale"), page]


def breadcrumbs(line: list[Page], request: HttpRequest) -> list[dict[str, str]]:
    """Steps from the home page to the parent; a page that is not public is no step."""
    return [
        {"title": gettext("Home") if page.depth == HOME_DEPTH else page.title, "url": page.get_url(request)}
        for page in line[:-1]
        if page.live
    ]


def languages_of(line: list[Page], languages: list[str], request: HttpRequest) -> list[LanguageLink]:
    """A link a language: the page's translation, or the nearest translated one above it. One query."""
    page = line[-1]
    keys = [step.translation_key for step in line]
    found = {
        (other.translation_key, other.locale.language_code): other
        for other in Page.objects.filter(translation_key__in=keys, live=True).select_related("locale")
    }
    here = page.locale.language_code
    links = []
    for code in languages:
        nearest = next((found[key, code] for key in reversed(keys) if (key, code) in found), None)
        url = page.get_url(request) if code == here else nearest.get_url(request) if nearest else f"/{code}/"
        name = str(get_language_info(code)["name_local"]).capitalize()
        links.append(LanguageLink(code=code, name=name, url=url or f"/{code}/", current=code == here))
    return links
