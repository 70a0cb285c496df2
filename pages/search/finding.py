"""One question put to everything the portal knows: pages, places, kinds of trees, datasets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_info, ngettext, override
from django.utils.translation import gettext as _

from cms.kit.folding import fold
from maps.places.contract import FoundPlace
from maps.places.querysets import search_places
from maps.trees.models import Species
from opendata.catalog.models import Dataset
from pages.search.querysets import pages_matching
from pages.search.words import excerpt_of, stem, words_of_query

MOST_PAGES = 50
MOST_OTHERS = 6
PLACE_ZOOM = 17


@dataclass(frozen=True)
class Hit:
    """One line of the results."""

    title: str
    url: str
    text: str = ""
    meta: Sequence[str] = ()
    tag: str = ""
    icon: str = "file-text"


@dataclass(frozen=True)
class Group:
    """The hits of one kind."""

    name: str
    title: str
    icon: str
    hits: Sequence[Hit] = field(default_factory=tuple)


def find_everything(text: str, request: HttpRequest) -> list[Group]:
    """All groups with hits, in the order in which people are likely to mean them."""
    words = words_of_query(text)
    if not words:
        return []
    groups = [
        Group("pages", _("Services and pages"), "file-text", find_pages(words, request)),
        Group("trees", _("Trees"), "tree-deciduous", find_trees(words)),
        Group("places", _("Places"), "map-pin", find_places(text)),
        Group("datasets", _("Open data"), "database", find_datasets(words)),
    ]
    return [group for group in groups if group.hits]


@dataclass(frozen=True)
class Elsewhere:
    """How much the same words find in another language, and where to see it."""

    code: str
    language: str
    count: int
    url: str


def found_elsewhere(text: str, request: HttpRequest) -> list[Elsewhere]:
    """The town's other languages in which the words find something."""
    found = []
    for code in request.tenant.languages:  # type: ignore[attr-defined]  # set by the middleware
        if code == get_language():
            continue
        with override(code):
            count = sum(len(group.hits) for group in find_everything(text, request))
            url = f"{reverse('pages_search:search')}?{urlencode({'q': text})}"
        if count:
            found.append(Elsewhere(code, str(get_language_info(code)["name_translated"]), count, url))
    return found


def find_pages(
    words: list[str], request: HttpRequest, limit: int = MOST_PAGES, *, weights: str = ""
) -> list[Hit]:
    """Pages in the active language."""
    rows = pages_matching(words, get_language() or "", weights=weights)[:limit]
    return [Hit(title=row.page.title, url=row.page.get_url(request) or "", text=row.excerpt) for row in rows]


def find_places(text: str, limit: int = MOST_OTHERS) -> list[Hit]:
    """Streets, squares, districts and addresses; each opens the explorer's map there."""
    town_map = reverse("maps:register", args=["trees"])
    return [
        Hit(
            title=place.name,
            url=f"{town_map}?{urlencode(_where(place))}",
            text=place.context,
            icon="map-pin",
        )
        for place in search_places(text, limit=limit)
    ]


def find_datasets(words: list[str], limit: int = MOST_OTHERS) -> list[Hit]:
    """Published datasets that hold every word in title, description or keywords."""
    stems = [stem(word) for word in words]
    hits = []
    for dataset in Dataset.objects.published():
        known = fold(" ".join([dataset.title, dataset.name, dataset.description, *dataset.words]))
        if all(f" {word}" in f" {known}" for word in stems):
            hits.append(
                Hit(
                    title=dataset.title,
                    url=reverse("opendata_catalog:dataset", args=[dataset.name]),
                    text=excerpt_of(dataset.description),
                    icon="database",
                )
            )
    return hits[:limit]


def find_trees(words: list[str], limit: int = MOST_OTHERS) -> list[Hit]:
    """Kinds of trees with how many of them stand in the town; those of which none stands are left out."""
    species = Species.objects.all()
    for word in words:
        species = species.filter(folded__regex=rf"\m{stem(word)}")
    counted: Any = species.with_standing_counts()
    found = counted.filter(standing_count__gt=0)[:limit]
    register = reverse("maps:register", args=["trees"])
    return [
        Hit(
            title=kind.name,
            url=f"{register}?{urlencode({'species': kind.pk})}",
            text=kind.botanical if kind.botanical != kind.name else "",
            tag=ngettext("%(number)s tree", "%(number)s trees", kind.standing_count)
            % {"number": number_format(kind.standing_count, force_grouping=True)},
            icon="tree-deciduous",
        )
        for kind in found
    ]


def _where(place: FoundPlace) -> dict[str, str]:
    return {
        "lat": str(place.latitude),
        "lon": str(place.longitude),
        "zoom": str(PLACE_ZOOM),
    }
