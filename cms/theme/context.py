"""Context processor of the page frame: the town, its menus, the languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NotRequired, TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from cms.theme.registry import frame_parts

EMPTY_FRAME: dict[str, Any] = {
    "main_menu": (),
    "footer_columns": (),
    "account_links": (),
    "site_alerts": (),
    "footer_note": "",
    "search_url": "",
    "problem_form": None,
}


class LanguageLink(TypedDict):
    """The same page in another language, named in that language."""

    code: str
    name: str
    url: str
    current: bool
    # The page itself is not to be had in that language: the link leads to the nearest one that is, with a notice.
    nearest: NotRequired[bool]


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Variables of base.html. A view's own value of the same name wins: a page knows its translations."""
    town = getattr(request, "tenant", None)
    frame = {**EMPTY_FRAME, **{name: _lazy(partial(_part, name, request)) for name in frame_parts.names()}}
    if request.path.startswith(reverse("wagtailadmin_home")):
        # Wagtail's and modeladmin's headers mean the name of an address by this word.
        frame["search_url"] = ""
    return {
        **frame,
        "municipality": town,
        "town_css_url": _of_town("town_css", town),
        "town_crest_url": town_crest_url(town),
        "language_links": _lazy(partial(language_links, request)),
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """One link a language of the town; addresses outside the language prefix stay as they are."""
    town = getattr(request, "tenant", None)
    codes = getattr(town, "languages", None) or [code for code, _name in settings.LANGUAGES]
    here = request.get_full_path()
    active = get_language()
    return [
        LanguageLink(
            code=code,
            name=str(get_language_info(code)["name_local"]).capitalize(),
            url=_in_language(here, code),
            current=code == active,
        )
        for code in codes
    ]


def _in_language(path: str, code: str) -> str:
    translated = translate_url(path, code)
    if translated != path:
        return translated
    # A page that does not resolve (404) still leads to the other language's tree.
    for other, _name in settings.LANGUAGES:
        if path.startswith(f"/{other}/"):
            return f"/{code}/{path[len(other) + 2 :]}"
    return path


def town_crest_url(town: Any) -> str:
    """Where the town's crest is at the size that pages show; empty where it has none."""
    return _of_town("town_crest", town) if getattr(town, "crest", None) else ""


def _of_town(name: str, town: Any) -> str:
    """An address whose answer may be kept until the town's settings change."""
    if town is None:
        return ""
    try:
        return f"{reverse(name)}?v={getattr(town, 'settings_version', 1)}"
    except NoReverseMatch:
        return ""


def _part(name: str, request: HttpRequest) -> Any:
    part = frame_parts.get(name)
    return part(request) if part else EMPTY_FRAME.get(name, ())


def _lazy(make: Callable[[], Any]) -> Any:
    return SimpleLazyObject(make)
