"""Addresses that a map's script asks for. Those of the open API are promises (docs: interfaces)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from maps.viewer import ground
from maps.viewer.forms import MapOptions
from maps.viewer.querysets import Facts

TILES = "WebMercatorQuad/{z}/{y}/{x}"


def data_tiles(collection: str, revision: int) -> str:
    """Tiles of one collection. The revision makes each answer immutable, and a change is seen at once."""
    return f"/api/v1/collections/{collection}/tiles/{TILES}?revision={revision}"


def narrowed_tiles(name: str, options: MapOptions, revision: int) -> str:
    """Tiles of a map's subject with only what a filter leaves."""
    address = reverse("maps_viewer:tile", args=[name, 0, 0, 0])
    query = urlencode([("revision", revision), *options.narrowing], doseq=True)
    return f"{address.removesuffix('0/0/0')}{{z}}/{{y}}/{{x}}?{query}"


def ground_tiles(facts: Mapping[str, Facts]) -> str:
    """Land and streets in one tile, as far as they are published; the stamp is made of their revisions."""
    names = [name for name in ground.GROUND_COLLECTIONS if name in facts]
    stamp = "-".join(str(facts[name].revision) for name in names)
    return f"/api/v1/tiles/{TILES}?collections={','.join(names)}&revision={stamp}"


def place_search() -> str:
    """Where the search for a place answers."""
    return reverse("maps_viewer:place-search")


def card_address(collection: str, language: str) -> str:
    """The card of an item of a collection; `{id}` stands for its row id."""
    address = reverse("maps_viewer:card", args=[collection, 0])
    return f"{address.removesuffix('0/')}{{id}}/?{urlencode({'lang': language})}"


def summary_address(name: str, options: MapOptions) -> str:
    """The sentence of what a view shows."""
    query = urlencode([("lang", options.language), *options.narrowing], doseq=True)
    return f"{reverse('maps_viewer:summary', args=[name])}?{query}"


def script_address(name: str, options: MapOptions, stamp: str) -> str:
    """The map's script; the stamp changes with everything that the script depends on."""
    return f"{reverse('maps_viewer:script', args=[name])}?{options.query}&{urlencode({'v': stamp})}"


def embed_address(name: str, options: MapOptions) -> str:
    """The embed document with these options."""
    return f"{reverse('maps_viewer:embed', args=[name])}?{options.query}"
