"""What the search finds: pages of each kind, kinds of trees, places, datasets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.kit.folding import fold
from cms.kit.stems import stem
from maps.places.contract import FoundPlace
from maps.places.models import District, LandArea, Street
from maps.places.querysets import search_places
from maps.trees.models import Species
from opendata.catalog.models import Dataset
from pages.base.contract import Found, Hit, Part, Question, SearchSource
from pages.base.registry import page_kinds, search_sources
from pages.search.fixed import find_fixed, names_of_fixed
from pages.search.matching import holds
from pages.search.models import PageText
from pages.search.querysets import pages_matching
from pages.search.words import excerpt_of

PLACE_ZOOM = 17
# Beyond so many names a person types more of the name.
MOST_PLACES = 40


def all_sources() -> dict[str, SearchSource]:
    """Kinds of pages and the other sources by name, in the order in which people are likely to mean them."""
    named = {name: _source_of_kind(name) for name in page_kinds.names()}
    named |= {name: source for name in search_sources.names() if (source := search_sources.get(name))}
    return dict(sorted(named.items(), key=lambda pair: pair[1].order))


def _source_of_kind(name: str) -> SearchSource:
    kind = page_kinds.get(name)
    assert kind is not None

    def find(question: Question, request: HttpRequest, start: int, stop: int) -> Found:
        return find_pages(name, question, request, start, stop)

    def suggest(question: Question, request: HttpRequest, start: int, stop: int) -> Found:
        return find_pages(name, question, request, start, stop, weights="AB")

    return SearchSource(
        kind.title, kind.icon, find, order=kind.order, suggests=kind.suggests, suggest=suggest
    )


def find_pages(
    kind: str, question: Question, request: HttpRequest, start: int, stop: int, *, weights: str = ""
) -> Found:
    """Pages of one kind in the question's language. Two queries, one while one types."""
    rows = pages_matching(PageText.objects.filter(kind=kind), question, weights=weights)
    hits = page_hits(rows[start:stop], kind, request)
    known = bool(weights or (len(hits) < stop - start and (hits or not start)))
    return Found(start + len(hits) if known else rows.count(), hits)


def page_hits(rows: QuerySet[PageText], kind: str, request: HttpRequest) -> list[Hit]:
    """Lines of pages."""
    known = page_kinds.get(kind)
    icon = known.icon if known else "file-text"
    return [
        Hit(title=row.page.title, url=row.page.get_url(request) or "", text=row.excerpt, icon=icon)
        for row in rows.select_related("page")
    ]


def find_trees(question: Question, _request: HttpRequest, start: int, stop: int) -> Found:
    """Kinds of trees with how many of them stand in the town; those of which none stands are left out."""
    wanted = Q()
    for part in question.parts:
        wanted &= _any_way(part)
    species: Any = Species.objects.filter(wanted)
    counted = list(species.with_standing_counts().filter(standing_count__gt=0))
    register = reverse("maps:register", args=["trees"])
    hits = [
        Hit(
            title=kind.name,
            url=f"{register}?{urlencode({'species': kind.pk})}",
            text=kind.botanical if kind.botanical != kind.name else "",
            tag=ngettext("%(number)s tree", "%(number)s trees", kind.standing_count)
            % {"number": number_format(kind.standing_count, force_grouping=True)},
            icon="tree-deciduous",
        )
        for kind in counted[start:stop]
    ]
    return Found(len(counted), hits)


def _any_way(part: Part) -> Q:
    wanted = Q()
    for way in part.ways:
        words = Q()
        for word in way:
            words &= Q(folded__regex=rf"\m{stem(word)}")
        wanted |= words
    return wanted


def find_places(question: Question, _request: HttpRequest, start: int, stop: int) -> Found:
    """Streets, squares, districts and addresses; each opens the explorer's map there."""
    town_map = reverse("maps:register", args=["trees"])
    # While one types only a few are wanted; the results page says how many there are.
    most = stop if stop <= SearchSource.suggests + 1 else MOST_PLACES
    places = search_places(question.text, limit=most)
    hits = [
        Hit(
            title=place.name,
            url=f"{town_map}?{urlencode(_where(place))}",
            text=place.context,
            icon="map-pin",
        )
        for place in places[start:stop]
    ]
    return Found(len(places), hits)


def _where(place: FoundPlace) -> dict[str, str]:
    return {"lat": str(place.latitude), "lon": str(place.longitude), "zoom": str(PLACE_ZOOM)}


def find_datasets(question: Question, _request: HttpRequest, start: int, stop: int) -> Found:
    """Published datasets that hold every part in title, description or keywords; the title counts most."""
    found = []
    for dataset in Dataset.objects.published():
        title = f" {fold(dataset.title)} {fold(dataset.name)}"
        known = f"{title} {fold(' '.join([dataset.description, *dataset.words]))}"
        if all(holds(known, part) for part in question.parts):
            found.append((not all(holds(title, part) for part in question.parts), dataset.title, dataset))
    found.sort(key=lambda line: line[:2])
    hits = [
        Hit(
            title=dataset.title,
            url=reverse("opendata_catalog:dataset", args=[dataset.name]),
            text=excerpt_of(dataset.description),
            icon="database",
        )
        for _rank, _title, dataset in found[start:stop]
    ]
    return Found(len(found), hits)


def _names_of_trees(_language: str) -> Iterable[str]:
    return [kind.name for kind in Species.objects.all()]


def _names_of_places(_language: str) -> Iterable[str]:
    return [
        str(place) for model in (District, LandArea, Street) for place in model.objects.exclude(folded="")
    ]


def _names_of_datasets(_language: str) -> Iterable[str]:
    return [" ".join([dataset.title, *dataset.words]) for dataset in Dataset.objects.published()]


def register() -> None:
    """Called once, while the apps start: what lower wings have, which know nothing of pages."""
    add = search_sources.add
    add("fixed", SearchSource(_("Pages of the portal"), "compass", find_fixed, 15, 2, texts=names_of_fixed))
    add("trees", SearchSource(_("Trees"), "tree-deciduous", find_trees, 60, 1, texts=_names_of_trees))
    add("places", SearchSource(_("Places"), "map-pin", find_places, 70, 3, texts=_names_of_places))
    add("datasets", SearchSource(_("Open data"), "database", find_datasets, 80, 2, texts=_names_of_datasets))
