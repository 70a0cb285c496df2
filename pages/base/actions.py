"""What the page tree of a new municipality starts with: its languages and the groups of those who write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import translation
from wagtail.models import Locale, Page

from cms.municipalities.models import Municipality
from pages.base.models import BasePage

Blocks = list[tuple[str, Any]]
EDITORS = "Editors"
APPROVERS = "Approvers"


def ensure_locales(town: Municipality) -> list[Locale]:
    """The municipality's languages as Wagtail's locales, in the municipality's order."""
    return [Locale.objects.get_or_create(language_code=code)[0] for code in town.languages]


def provision_groups(_town: Municipality) -> None:
    """Wagtail brings Editors (write) and Moderators (publish); the house calls the second ones Approvers."""
    Group.objects.filter(name="Moderators").update(name=APPROVERS)
    for group in (EDITORS, APPROVERS):
        grant(group, "simple_translation", "submit_translation")


def grant(group: str, app_label: str, *codenames: str) -> None:
    """Gives a group rights by their code names; rights that do not exist (yet) are passed over."""
    found = Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
    Group.objects.get_or_create(name=group)[0].permissions.add(*found)


@dataclass(frozen=True)
class Starter:
    """A page that every municipality starts with, in the active language."""

    slug: str
    kind: type[BasePage]
    fields: Mapping[str, Any]


def home_of(locale: Locale) -> Page | None:
    """The home page of a language, found without knowing its type: a page right below the root."""
    return Page.objects.filter(depth=2, locale=locale).exclude(content_type__model="page").first()


def make_starters(town: Municipality, starters: Callable[[Municipality], Iterable[Starter]]) -> None:
    """The pages in each language, below the home page, as translations of each other.

    A page that stands under the same name is left as it is, whatever its type.
    """
    keys: dict[str, object] = {}
    for locale in ensure_locales(town):
        home = home_of(locale)
        if home is None:
            continue
        with translation.override(locale.language_code):
            for starter in starters(town):
                standing = home.get_children().filter(slug=starter.slug).first()
                if standing is not None:
                    keys.setdefault(starter.slug, standing.translation_key)
                    continue
                page = starter.kind(slug=starter.slug, locale=locale, **starter.fields)
                page.translation_key = keys.setdefault(starter.slug, page.translation_key)
                publish_below(home, page)
                home.refresh_from_db()


def blocks_json(blocks: Blocks) -> str:
    """Blocks as a BodyField stores them; values are plain data."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks], ensure_ascii=False)


def publish_below(parent: Page, page: BasePage) -> BasePage:
    """Adds a page below another and publishes it, with a first revision to go back to."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def publish_changes(page: BasePage, **fields: Any) -> None:
    """Sets fields of a page and publishes the change as a revision."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(clean=False).publish()
