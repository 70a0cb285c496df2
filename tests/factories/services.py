"""Service pages and forms for tests."""

from __future__ import annotations

import uuid
from typing import Any

from wagtail.models import Page

from cms.municipalities.querysets import current_municipality
from pages.base.actions import publish_below
from pages.services.models import ServiceDirectoryPage, ServicePage
from tests.factories.pages import home

Texts = dict[str, str]


def both(greek: str, english: str) -> Texts:
    """A text in both languages."""
    return {"el": greek, "en": english}


def question(kind: str, label: Texts | str, **settings: Any) -> dict[str, Any]:
    """A question block as a StreamField stores it."""
    known = {
        "label": label if isinstance(label, dict) else both(label, label),
        "hint": {},
        "required": True,
        "name": "",
        "when": "",
        "error": {},
        "prefill": "",
        "privacy": "personal",
    }
    return {"type": kind, "id": str(uuid.uuid4()), "value": {**known, **settings}}


def choice(label: Texts | str, name: str = "") -> dict[str, Any]:
    """An answer to choose, as a list block stores it."""
    texts = label if isinstance(label, dict) else both(label, label)
    return {"type": "item", "id": str(uuid.uuid4()), "value": {"label": texts, "name": name, "hint": {}}}


def step(
    title: Texts | str, *questions: dict[str, Any], when: str = "", text: Texts | None = None
) -> dict[str, Any]:
    """A step block as a StreamField stores it."""
    texts = title if isinstance(title, dict) else both(title, title)
    value = {"title": texts, "text": text or {}, "when": when, "questions": list(questions)}
    return {"type": "step", "id": str(uuid.uuid4()), "value": value}


def directory(language: str = "en") -> ServiceDirectoryPage:
    """The directory of services below a home page; in place of the section that provisioning may have made."""
    parent = home(language)
    standing: ServiceDirectoryPage | None = ServiceDirectoryPage.objects.child_of(parent).first()
    if standing is not None:
        return standing
    parent.get_children().filter(slug="services").delete()
    parent = home(language)
    title = {"en": "Services", "el": "Υπηρεσίες"}[language]
    page = ServiceDirectoryPage(title=title, slug="services", locale=parent.locale)
    publish_below(parent, page)
    return page


def service(
    title: str = "Tree pruning",
    *steps: dict[str, Any],
    parent: Page | None = None,
    publish: bool = True,
    **fields: Any,
) -> ServicePage:
    """A service page with its form, in English unless the parent says otherwise; published."""
    import json

    parent = parent or directory()
    parent.refresh_from_db()
    page = ServicePage(title=title, locale=parent.locale, form=json.dumps(list(steps)), **fields)
    if publish:
        publish_below(parent, page)
    else:
        page.live = False
        parent.add_child(instance=page)
        page.save_revision()
    page.refresh_from_db()
    return page


def towns_languages() -> list[str]:
    """The languages of the town that the test stands in."""
    return list(current_municipality().languages)
