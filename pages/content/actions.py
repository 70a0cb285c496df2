"""The pages that every municipality must have, with words that are true from the first day."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.municipalities.models import Municipality
from pages.base.actions import Blocks, blocks_json, ensure_locales, publish_below
from pages.base.models import BasePage
from pages.content.models import ContentPage, SectionPage
from pages.content.starter import accessibility_blocks, contact_blocks, privacy_blocks

Starter = tuple[str, type[BasePage], str, str, str, Blocks]


def starters(town: Municipality) -> list[Starter]:
    """Slug, kind, icon, title, summary and blocks of each page, in the active language."""
    return [
        (
            "services",
            SectionPage,
            "file-text",
            _("Services"),
            _("What the town hall does for you, what you need and how long it takes."),
            [],
        ),
        (
            "take-part",
            SectionPage,
            "heart",
            _("Take part"),
            _("How residents have a say in what the municipality does."),
            [],
        ),
        (
            "contact",
            ContentPage,
            "phone",
            _("Contact"),
            _("Where the town hall is, when it is open and how to reach it."),
            contact_blocks(town),
        ),
        (
            "accessibility",
            ContentPage,
            "accessibility",
            _("Accessibility statement"),
            _("How accessible this portal is, and what to do when something keeps you out."),
            accessibility_blocks(town),
        ),
        (
            "privacy",
            ContentPage,
            "shield-check",
            _("Privacy"),
            _("What this portal knows about you, and what it does not."),
            privacy_blocks(town),
        ),
    ]


def home_of(locale: Locale) -> Page | None:
    """The home page of a language, found without knowing its type: a page right below the root."""
    return Page.objects.filter(depth=2, locale=locale).exclude(content_type__model="page").first()


def provision_pages(town: Municipality) -> None:
    """The starter pages in each language, below the home page; pages that stand are left as they are."""
    keys: dict[str, object] = {}
    for locale in ensure_locales(town):
        home = home_of(locale)
        if home is None:
            continue
        with translation.override(locale.language_code):
            _make_missing(home, locale, starters(town), keys)


def _make_missing(home: Page, locale: Locale, wanted: list[Starter], keys: dict[str, object]) -> None:
    for slug, kind, icon, title, summary, blocks in wanted:
        standing = home.get_children().filter(slug=slug).first()
        if standing is not None:
            keys.setdefault(slug, standing.translation_key)
            continue
        make: Callable[..., BasePage] = kind
        page = make(
            title=title, slug=slug, summary=summary, icon=icon, locale=locale, body=blocks_json(blocks)
        )
        page.translation_key = keys.setdefault(slug, page.translation_key)
        publish_below(home, page)
        home.refresh_from_db()
