"""Making the home pages of a municipality."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from cms.municipalities.models import Municipality
from pages.base.actions import blocks_json, ensure_locales, publish_below
from pages.home.models import HomePage


def provision_home(town: Municipality) -> None:
    """A home page in each language, as translations of each other, and the site that starts there."""
    root = Page.get_first_root_node()
    homes: list[HomePage] = list(HomePage.objects.all())
    for locale in ensure_locales(town):
        if any(home.locale_id == locale.pk for home in homes):
            continue
        home = starter_home(town, locale)
        if homes:
            home.translation_key = homes[0].translation_key
        publish_below(root, home)
        root.refresh_from_db()
        homes.append(home)
    _point_site_at(homes[0], town)
    # Wagtail's own greeting, which its first migration puts into every schema.
    for greeting in Page.objects.filter(depth=2, slug="home", content_type__model="page"):
        greeting.delete()


def _point_site_at(home: HomePage, town: Municipality) -> None:
    domain = town.domains.filter(is_primary=True).first() or town.domains.first()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": home,
            "site_name": str(town)[:255],
            "hostname": domain.domain if domain else "localhost",
        },
    )


def starter_home(town: Municipality, locale: Locale) -> HomePage:
    """Neutral words that are true of any municipality; nothing is saved."""
    with translation.override(locale.language_code):
        return HomePage(
            title=town.name[:255] or town.schema_name,
            slug=f"home-{locale.language_code}",
            locale=locale,
            question=_("What can the municipality do for you?"),
            lead=_("Find a service, a place, a map or an open dataset of the municipality."),
            search_hint=_("birth certificate, square, trees …"),
            doors=blocks_json(starter_doors()),
        )


def starter_doors() -> list[tuple[str, dict[str, str]]]:
    """The four entries, in the active language."""
    doors = [
        (
            _("Services"),
            "/services/",
            "file-text",
            _("What the town hall does for you, what you need and how long it takes."),
        ),
        (_("Maps"), "/maps/", "map", _("Trees and places of the municipality, street by street.")),
        (
            _("Open data"),
            "/data/",
            "chart-column",
            _("The municipality's tables, free to use, as files and as an open interface."),
        ),
        (
            _("Take part"),
            "/take-part/",
            "heart",
            _("Tell the municipality what you think, and how to reach it."),
        ),
    ]
    return [
        ("door", {"title": title, "address": address, "icon": icon, "text": text})
        for title, address, icon, text in doors
    ]
