"""Pages for tests."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from pages.base.actions import Blocks, blocks_json, publish_below
from pages.content.models import ContentPage, SectionPage
from pages.home.models import HomePage


def home(language: str = "en") -> HomePage:
    """The home page that provisioning made."""
    found: HomePage = HomePage.objects.get(locale__language_code=language)
    return found


def content(title: str, *, parent: Page | None = None, blocks: Blocks = (), **fields: Any) -> ContentPage:  # type: ignore[assignment]  # Wagtail's block values have no types
    """A published content page, below the English home page by default."""
    parent = parent or home()
    parent.refresh_from_db()
    page = ContentPage(title=title, locale=parent.locale, body=blocks_json(list(blocks)), **fields)
    publish_below(parent, page)
    return page


def section(title: str, *, parent: Page | None = None, **fields: Any) -> SectionPage:
    """A published section, below the English home page by default."""
    parent = parent or home()
    parent.refresh_from_db()
    page = SectionPage(title=title, locale=parent.locale, **fields)
    publish_below(parent, page)
    return page


def link(title: str, address: str = "", page: Page | None = None, **more: Any) -> dict[str, Any]:
    """A link as blocks store it."""
    return {"title": title, "address": address, "page": page.pk if page else None, **more}
