"""`{% map_frame %}`: a map in any page of this wing and of higher ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext

from maps.viewer.addresses import embed_address
from maps.viewer.contract import MapDefinition
from maps.viewer.forms import MapOptions
from maps.viewer.querysets import facts_of
from maps.viewer.registry import maps
from maps.viewer.summaries import whole_sentence

register = template.Library()


@register.inclusion_tag("viewer/frame.html")
def map_frame(
    name: str,
    query: Mapping[str, Any] | None = None,
    item: int | None = None,
    *,
    height: str = "",
    sentence: str = "",
    caption: bool = True,
) -> dict[str, Any]:
    """A map's frame and its sentence (the way to the list is in the map); nothing for an unknown map.

    `query` is a filter as in the list's address; `item` the row id of the chosen one, which also has a still
    drawing for paper and for browsers without scripts; `height` may be "tall".
    """
    definition = maps.get(name)
    facts = facts_of([definition.subject.collection]) if definition else {}
    if definition is None or definition.subject.collection not in facts:
        return {}
    known = definition.listing.names if definition.listing else frozenset()
    options = MapOptions(
        language=get_language() or "",
        item=item,
        parameters={
            key: _values(query, key) for key in query or {} if key in known and any(_values(query, key))
        },
    )
    total = facts[definition.subject.collection].row_count
    return {
        "src": embed_address(name, options),
        "title": gettext("Map: %(title)s") % {"title": definition.title},
        "sentence": (sentence or whole_sentence(definition, total)) if caption else "",
        "tall": height == "tall",
        "still": still_address(definition, item) if item else "",
    }


def still_address(definition: MapDefinition, item: int) -> str:
    """The drawing that stands for the map on paper and without scripts."""
    address = reverse("maps_viewer:locator", args=[definition.subject.collection, item])
    return f"{address}?{urlencode({'lang': get_language() or ''})}"


def _values(query: Mapping[str, Any] | None, key: str) -> list[str]:
    if isinstance(query, QueryDict):
        return [value for value in query.getlist(key) if value]
    value = (query or {}).get(key, "")
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)] if value else []
