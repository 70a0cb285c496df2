"""From a map's name to the frame that shows it on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext

from maps.places.querysets import search_places
from maps.viewer.contract import Drawn
from maps.viewer.registry import maps
from opendata.catalog.contract import DatasetMap
from opendata.tables.models import Collection

DEGREES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*\Z")
PLACE_ZOOM = "16"
REMEMBER_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Look:
    """Filters of the register's list, how it is drawn, where it looks (a place in words or degrees) and how near.

    `whole`: at all of the data.
    """

    filters: str = ""
    drawn: Drawn = field(default_factory=Drawn)
    place: str = ""
    zoom: str = ""
    whole: bool = False


PLAIN_LOOK = Look()
WHOLE_LOOK = Look(whole=True)


def map_shown(name: str, look: Look = PLAIN_LOOK, sentence: str = "") -> DatasetMap | None:
    """The frame of a map in the active language; None for one that nobody knows (any more).

    The embedded document itself sums up what is seen and leads to the list.
    """
    definition = maps.get(name)
    if definition is None:
        collection = Collection.objects.published().named(name).select_related("dataset").first()
        if collection is None or not collection.has_geometry:
            return None
        title = gettext("Map: %(title)s") % {"title": collection.dataset.title}
    else:
        title, sentence = str(definition.title), sentence or str(definition.sentence)
    return DatasetMap(
        src=f"{reverse('maps_viewer:embed', args=[name])}?{_query(look)}", title=title, sentence=sentence
    )


def _query(look: Look) -> str:
    query = QueryDict(look.filters.lstrip("?"), mutable=True)
    query["lang"] = get_language() or ""
    position = position_of(look.place) if look.place else None
    if position:
        query["lat"], query["lon"] = (f"{degrees:.6f}" for degrees in position)
    if look.zoom or position:
        query["zoom"] = look.zoom or PLACE_ZOOM
    if look.whole:
        query["whole"] = "1"
    for parameter, value in look.drawn.parameters:
        query.appendlist(parameter, value)
    return query.urlencode()


def position_of(place: str) -> tuple[float, float] | None:
    """Latitude and longitude of a place in words, or of the degrees themselves; None for no such place."""
    degrees = DEGREES.match(place)
    if degrees:
        latitude, longitude = (float(number) for number in degrees.groups())
        return (latitude, longitude) if abs(latitude) <= 85 and abs(longitude) <= 180 else None
    key = f"map-place:{place.encode().hex()}"
    found: tuple[float, float] | None = cache.get(key)
    if found is None:
        places = search_places(" ".join(place.split()), 1)
        if not places:
            return None
        found = places[0].latitude, places[0].longitude
        cache.set(key, found, REMEMBER_SECONDS)
    return found


def map_of_dataset(name: str) -> DatasetMap | None:
    """The map that is about a dataset, at first with all of its data; None for the plain one. A layer of another's map
    may be hidden there, and is not what that map fits.
    """
    about = (known for known in maps if known.subject.collection == name)
    return next((map_shown(known.name, WHOLE_LOOK) for known in about), None)
