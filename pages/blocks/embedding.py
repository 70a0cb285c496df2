"""From a map's name to the frame that shows it on a page."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from maps.viewer.registry import maps
from opendata.catalog.contract import DatasetMap


def map_shown(name: str, filters: str = "", sentence: str = "") -> DatasetMap | None:
    """The frame of a registered map in the active language; None for a map that nobody knows (any more).

    The embedded document itself sums up what is seen and leads to the list.
    """
    definition = maps.get(name)
    if definition is None:
        return None
    query = QueryDict(filters.lstrip("?"), mutable=True)
    query["lang"] = get_language() or ""
    return DatasetMap(
        src=f"{reverse('maps_viewer:embed', args=[name])}?{query.urlencode()}",
        title=str(definition.title),
        sentence=sentence or str(definition.sentence),
    )


def map_of_dataset(name: str) -> DatasetMap | None:
    """The map drawn from a dataset's collection."""
    drawn = (known for known in maps if any(layer.collection == name for layer in known.layers))
    return next((map_shown(known.name) for known in drawn), None)
