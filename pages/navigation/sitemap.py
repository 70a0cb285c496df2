"""All public addresses of a municipality, each with its translations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from maps.viewer.registry import maps
from opendata.catalog.models import Dataset
from pages.base.trail import HOME_DEPTH

# The protocol allows 50,000 addresses in one file; a town hall has hundreds.
MOST_ADDRESSES = 50_000
MAP_PAGE = "maps:register"


@dataclass
class Entry:
    """One address; `languages` are (code, address) of the same page."""

    address: str
    changed: datetime | None = None
    languages: list[tuple[str, str]] = field(default_factory=list)


def entries(request: HttpRequest, languages: list[str]) -> list[Entry]:
    """Pages, lists that views make, then datasets and maps. Two queries, whatever their number."""
    pages = _pages(request)
    known = {entry.address for entry in pages}
    # A landing page around a list stands at the list's own address.
    others = [entry for entry in _views(languages) if entry.address not in known]
    return [*pages, *others, *_datasets(languages)][:MOST_ADDRESSES]


def _pages(request: HttpRequest) -> list[Entry]:
    pages = (
        Page.objects.live().public().filter(depth__gte=HOME_DEPTH).select_related("locale").order_by("path")
    )
    by_key: dict[object, list[tuple[str, str]]] = defaultdict(list)
    found = []
    for page in pages:
        address = page.get_url(request)
        if address:
            by_key[page.translation_key].append((page.locale.language_code, address))
            found.append((page, address))
    return [Entry(address, page.last_published_at, by_key[page.translation_key]) for page, address in found]


def _views(languages: list[str]) -> list[Entry]:
    """The catalogue, the maps, and each map."""
    names: list[tuple[str, list[str]]] = [("opendata_catalog:catalogue", []), ("maps:index", [])]
    names += [
        (definition.list_url, [definition.name]) for definition in maps if definition.list_url == MAP_PAGE
    ]
    made = []
    for name, arguments in names:
        addresses = []
        for code in languages:
            with translation.override(code):
                addresses.append((code, reverse(name, args=arguments)))
        made += [Entry(address, None, addresses) for _code, address in addresses]
    return made


def _datasets(languages: list[str]) -> list[Entry]:
    made = []
    for dataset in Dataset.objects.published():
        addresses = []
        for code in languages:
            with translation.override(code):
                addresses.append((code, reverse("opendata_catalog:dataset", args=[dataset.name])))
        made += [Entry(address, dataset.modified, addresses) for _code, address in addresses]
    return made
