"""What the legend says: each symbol as the canvas draws it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from maps.viewer.contract import MapDefinition, MapLayer, Text
from maps.viewer.shapes import mark, outline


@dataclass(frozen=True)
class Entry:
    """A symbol for templates/viewer/symbol.html and its words. `collection` is the layer it belongs to."""

    title: Text
    collection: str
    colour: str = ""
    outline: str = ""
    mark: str = ""
    ring: bool = False
    hollow: bool = False
    shown: bool = True
    sizes: bool = False


def legend_of(definition: MapDefinition) -> list[Entry]:
    """One entry a category of each layer, and the ring where a style has one."""
    return [entry for layer in definition.layers for entry in _entries(layer)]


def _entries(layer: MapLayer) -> list[Entry]:
    style = layer.style
    entries = [
        Entry(
            category.title,
            layer.collection,
            category.colour,
            outline(category.shape),
            mark(category.shape),
            hollow=style.hollow,
            shown=layer.shown,
        )
        for category in style.categories
    ]
    if style.size_title:
        words = gettext("The larger, the more: %(title)s") % {"title": style.size_title}
        colour = style.categories[0].colour
        entries.append(Entry(words, layer.collection, colour, sizes=True, shown=layer.shown))
    if style.ring_field:
        entries.append(Entry(style.ring_title, layer.collection, ring=True, shown=layer.shown))
    return entries
