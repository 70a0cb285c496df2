"""What the theme's frame shows: main menu, footer, the way to sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.kit.schemas import current_schema
from cms.municipalities.contract import PAGES_STAMP
from pages.navigation.models import Navigation

Link = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A navigation as the frame shows it, in one language."""

    menu: tuple[Link, ...] = ()
    columns: tuple[dict[str, Any], ...] = ()
    note: str = ""


# By municipality and language: under which stamp it was read. Every publication changes the stamp.
_remembered: dict[tuple[str, str], tuple[str, Shown]] = {}


def shown() -> Shown:
    """That of the active language; a process reads it once after each publication."""
    key, stamp = (current_schema(), get_language() or ""), PAGES_STAMP.current()
    if _remembered.get(key, ("",))[0] != stamp:
        _remembered[key] = (stamp, _read(key[1]))
    return _remembered[key][1]


def _read(language: str) -> Shown:
    """Links whose page is gone are left out."""
    navigation = Navigation.objects.filter(locale__language_code=language).first()
    if navigation is None:
        return Shown()
    menu = [{"title": part.value.words, "url": part.value.url} for part in navigation.main_menu]
    columns = [
        {
            "title": part.value["title"],
            "links": [{"title": link.words, "url": link.url} for link in part.value["links"] if link.url],
        }
        for part in navigation.footer_columns
    ]
    return Shown(tuple(entry for entry in menu if entry["url"]), tuple(columns), navigation.footer_note)


def fixed_links(_request: HttpRequest) -> list[Link]:
    """What stands at the foot whatever the editors put there: a paper in one's hand must lead somewhere."""
    return [
        {
            "title": _("Is a document genuine?"),
            "url": reverse("engagement_documents:verify"),
            "icon": "badge-check",
        }
    ]


def main_menu(request: HttpRequest) -> list[Link]:
    """Entries in order; the one that leads to where the visitor is says so."""
    entries = shown().menu
    here = max(
        (entry["url"] for entry in entries if _within(request.path, entry["url"])), key=len, default=""
    )
    return [{**entry, "active": bool(here) and entry["url"] == here} for entry in entries]


def _within(path: str, address: str) -> bool:
    # The home page's own address is the beginning of every other.
    return path.startswith(address) and address != f"/{get_language()}/"


def footer_columns(_request: HttpRequest) -> list[dict[str, Any]]:
    """Columns with their links."""
    return list(shown().columns)


def footer_note(_request: HttpRequest) -> str:
    """The last line of the footer."""
    return shown().note


def account_links(request: HttpRequest) -> list[Link]:
    """The way in, or for whoever is signed in their account and the way out.

    Pages are kept and sent to others only where nobody is signed in (cms.municipalities.page_cache).
    """
    links = [
        (_("Where is my request?"), "engagement_desk:trace", "route"),
        (_("My affairs"), "engagement_desk:my", "user"),
    ]
    if _is_signed_in(request):
        links += [(_("Sign out"), "account_logout", "log-out")]
    else:
        links += [(_("Sign in"), "account_login", "log-in")]
    return [{"title": title, "url": reverse(name), "icon": icon} for title, name, icon in links]


def _is_signed_in(request: HttpRequest) -> bool:
    """A visitor without a session is not asked about: the answer would vary by cookie, and could not be shared."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and hasattr(request, "user") and bool(request.user.is_authenticated)
