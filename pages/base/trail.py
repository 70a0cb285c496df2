"""Where a page stands: the way down to it, and the same page in the other languages."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import get_language_info, gettext
from wagtail.models import Page

from cms.theme.context import LanguageLink

# The tree's root is depth 1 and no page; home pages are depth 2.
HOME_DEPTH = 2
# In the address of a page that is shown in place of one that has not been translated: the number of that one.
UNTRANSLATED = "untranslated"


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
    """A link a language: the page's translation, or the nearest translated one above it, which then says so.
    One query."""
    page = line[-1]
    keys = [step.translation_key for step in line]
    found = {
        (other.translation_key, other.locale.language_code): other
        for other in Page.objects.filter(translation_key__in=keys, live=True, alias_of=None).select_related(
            "locale"
        )
    }
    here = page.locale.language_code
    links = []
    for code in languages:
        name = str(get_language_info(code)["name_local"]).capitalize()
        if code == here:
            links.append(
                LanguageLink(code=code, name=name, url=page.get_url(request) or f"/{code}/", current=True)
            )
            continue
        nearest = next((found[key, code] for key in reversed(keys) if (key, code) in found), None)
        url = (nearest.get_url(request) if nearest else None) or f"/{code}/"
        missing = nearest is None or nearest.translation_key != page.translation_key
        if missing:
            url = f"{url}?{urlencode({UNTRANSLATED: page.pk})}"
        links.append(LanguageLink(code=code, name=name, url=url, current=False, nearest=missing))
    return links


def untranslated(page: Page, request: HttpRequest) -> dict[str, str] | None:
    """The page that a visitor came from by the language switch and that there is not in this language, if there is
    one: title, address and language, each as the other language has it."""
    number = request.GET.get(UNTRANSLATED, "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    wanted = (
        Page.objects.live().public().filter(pk=number, depth__gte=HOME_DEPTH).exclude(locale=page.locale_id)
    )
    original = wanted.select_related("locale").first()
    if original is None:
        return None
    code = original.locale.language_code
    return {
        "title": original.title,
        "url": original.get_url(request) or "",
        "code": code,
        "language": str(get_language_info(code)["name_translated"]),
    }
