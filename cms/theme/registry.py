"""What higher rooms put into the frame around every public page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.kit.registry import Registry

# By name of the template variable. Called when a page shows it, so a page that never does never pays for it.
#   main_menu: dicts of title, url, active
#   footer_columns: dicts of title, links (dicts of title, url)
#   account_links: dicts of title, url, icon; in the top bar, of whoever is signed in: their pages are never kept
#   fixed_links: dicts of title, url, icon; at the foot of every page, whatever the editors put there
#   site_alerts: dicts of kind (danger, warm, good), title, text, url; above the header
#   footer_note: a line at the very end
#   search_url: address of the site's search
#   problem_form: dict of action, page (signed), reasons (dicts of value, words), or None; above the footer
frame_parts: Registry[Callable[[HttpRequest], Any]] = Registry("parts of the page frame")


@dataclass(frozen=True)
class Surroundings:
    """An editor's words around a list that a view makes. Empty texts leave the view's own."""

    title: str = ""
    lead: str = ""
    before: str = ""
    after: str = ""


# Asked in order with the request and the name of the list (catalogue, maps): the first answer that is not None counts.
surroundings: Registry[Callable[[HttpRequest, str], Surroundings | None]] = Registry("words around lists")

# Lists by name that a page may show between an editor's words: HTML for the request, in the active language.
listings: Registry[Callable[[HttpRequest], str]] = Registry("lists for landing pages")
