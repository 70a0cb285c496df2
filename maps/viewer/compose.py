"""A map as folium composes it: ground, data, controls, and what they say in the page's language."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import folium
from django.core.cache import cache
from django.utils.html import escape
from django.utils.translation import gettext, override

from cms.municipalities.choices import BasemapKind
from cms.municipalities.models import Municipality
from maps.viewer import ground
from maps.viewer.addresses import card_address, data_tiles, ground_tiles, narrowed_tiles, summary_address
from maps.viewer.contract import MapDefinition, MapLayer, PointStyle
from maps.viewer.controls import controls_of
from maps.viewer.elements import GroundLayer, LayerSwitch, NoGround, PMTilesGround, Start, VectorTileLayer
from maps.viewer.forms import LEAST_ZOOM, MOST_ZOOM, MapOptions
from maps.viewer.querysets import Facts, extent_of, facts_of, item_of
from maps.viewer.reach import first_look
from maps.viewer.shapes import mark, outline

# In tiles from this zoom on every point is drawn (the shelf thins crowded tiles before).
DATA_ZOOM = 17
GROUND_ZOOM = 16
USUAL_ZOOM = 14
ITEM_ZOOM = 18
# However small a town is, its neighbours are shown.
FARTHEST_ZOOM = 12
Position = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """Where a map looks: centre (latitude, longitude), zoom, the chosen item, the box of the data."""

    centre: Position
    zoom: int
    chosen: Position | None
    bounds: tuple[Position, Position]
    # The whole of the bounds is to be seen at first, however large the frame is: the browser knows its size.
    fits: bool = False

    @property
    def least_zoom(self) -> int:
        """The zoom at which all the data is about one tile wide; farther away there is nothing to see."""
        (south, west), (north, east) = self.bounds
        across = max(east - west, (north - south) / math.cos(math.radians(self.centre[0])), 0.001)
        return min(max(math.floor(math.log2(360 / across)), LEAST_ZOOM), FARTHEST_ZOOM)


def compose(definition: MapDefinition, municipality: Municipality, options: MapOptions) -> folium.Map:
    """The whole map, in the language of the options. Nothing depends on chance: its script can be cached."""
    facts = facts_of([*(layer.collection for layer in definition.layers), *ground.GROUND_COLLECTIONS])
    with override(options.language):
        view = view_of(definition, municipality, options, facts)
        drawn = folium.Map(
            location=list(view.centre),
            zoom_start=view.zoom,
            tiles=None,
            zoom_control=False,
            # In Leaflet's spelling: folium takes its own `min_zoom` for a ground of its own.
            minZoom=view.least_zoom,
            maxZoom=MOST_ZOOM,
        )
        drawn._id = definition.script_name
        ground_layer(municipality, options.language, view.centre[0], facts).add_to(drawn)
        layers = [
            data_layer(layer, definition, municipality, options, facts)
            for layer in definition.layers
            if layer.collection in facts or layer is definition.subject
        ]
        for layer in layers:
            layer.add_to(drawn)
        for control in controls_of(options.language, view.bounds):
            control.add_to(drawn)
        LayerSwitch().add_to(drawn)
        Start(layers, _start(definition, municipality, options, view)).add_to(drawn)
        return drawn


def view_of(
    definition: MapDefinition, municipality: Municipality, options: MapOptions, facts: Mapping[str, Facts]
) -> View:
    """The address's own view, else the chosen item, else the town's centre, else the middle of the data."""
    subject = definition.subject.collection
    item = item_of(subject, options.item, ()) if options.item and subject in facts else None
    chosen = (item["latitude"], item["longitude"]) if item and item["latitude"] is not None else None
    extent = shown_extent(facts[subject], subject, options) if subject in facts else None
    if extent and options.where is None:
        extent = first_look(extent, subject, facts[subject].revision, municipality)
    town = municipality.map_centre
    middle = ((extent[1] + extent[3]) / 2, (extent[0] + extent[2]) / 2) if extent else (0.0, 0.0)
    asked = None
    if options.latitude is not None and options.longitude is not None:
        asked = (options.latitude, options.longitude)
    fits = bool((definition.fits_data or options.whole) and extent)
    usual = middle if fits or town is None else (town.y, town.x)
    centre = asked or chosen or usual
    usual_zoom = fitting_zoom(extent) if fits and extent else municipality.map_zoom or USUAL_ZOOM
    zoom = options.zoom or (ITEM_ZOOM if chosen else usual_zoom)
    west, south, east, north = extent or (centre[1] - 0.1, centre[0] - 0.1, centre[1] + 0.1, centre[0] + 0.1)
    return View(
        centre=(round(centre[0], 6), round(centre[1], 6)),
        zoom=min(max(zoom, LEAST_ZOOM), MOST_ZOOM),
        chosen=chosen,
        bounds=((south, west), (north, east)),
        fits=fits and not options.is_somewhere,
    )


def shown_extent(known: Facts, subject: str, options: MapOptions) -> Box | None:
    """The box around what is shown: of all rows the shelf knows it, of chosen ones it is asked once a revision."""
    if options.where is None:
        return known.extent
    key = f"map-extent:{subject}:{known.revision}:{options.filter_digest}"
    found: Box | None = cache.get(key)
    if found is None:
        found = extent_of(subject, options.where) or known.extent
        cache.set(key, found)
    return found


def fitting_zoom(extent: Box) -> int:
    """The zoom at which a box is about as large as a usual frame (3 tiles wide, 2 high)."""
    west, south, east, north = extent
    upright = (north - south) / math.cos(math.radians((south + north) / 2))
    across = max((east - west) / 3, upright / 2, 0.0005)
    return min(math.floor(math.log2(360 / across)), DATA_ZOOM)


def ground_layer(
    municipality: Municipality, language: str, latitude: float, facts: Mapping[str, Facts]
) -> folium.map.Layer:
    """What lies under the data, as the town's settings say."""
    kind = municipality.basemap_kind
    url = municipality.basemap_url
    name = gettext("Streets and land")
    # A foreign ground is never signed with the town's name.
    attribution = str(escape(municipality.basemap_attribution))
    if kind == BasemapKind.XYZ and url:
        return _pictures(url, name, attribution)
    if kind == BasemapKind.PMTILES and url:
        return PMTilesGround("ground", name, _archive(url, language, latitude, attribution))
    attribution = attribution or str(escape(municipality.name))
    if kind == BasemapKind.OWN and any(name in facts for name in ground.GROUND_COLLECTIONS):
        return GroundLayer("ground", name, _own_ground(ground_tiles(facts), language, latitude, attribution))
    return NoGround("ground", gettext("Plain paper"), {})


def data_layer(
    layer: MapLayer,
    definition: MapDefinition,
    municipality: Municipality,
    options: MapOptions,
    facts: Mapping[str, Facts],
) -> VectorTileLayer:
    """One collection's layer; the filter of the map's address narrows its subject only."""
    revision = facts[layer.collection].revision if layer.collection in facts else 0
    narrowed = layer is definition.subject and needs_own_tiles(options, facts.get(layer.collection))
    latitude = municipality.map_centre.y if municipality.map_centre else _latitude(facts, layer)
    return VectorTileLayer(
        layer.collection.replace("-", "_"),
        str(layer.title),
        {
            "url": narrowed_tiles(definition.name, options, revision)
            if narrowed
            else data_tiles(layer.collection, revision),
            "card": card_address(layer.collection, options.language),
            "collection": layer.collection,
            "max_data_zoom": DATA_ZOOM,
            "latitude": round(latitude, 2),
            "attribution": str(escape(municipality.name)),
            # The subject lies over everything else.
            "z_index": 2 if layer is definition.subject else 1,
            "style": style_of(layer.style, municipality),
        },
        show=layer.shown,
    )


def needs_own_tiles(options: MapOptions, known: Facts | None) -> bool:
    """Ready tiles hold all rows, and far away only the columns that are said to be carried there."""
    drawn = [name for name in (options.drawn.by, options.drawn.size_by) if name]
    carried = known is not None and all(
        name in known.columns and known.columns[name].in_small_tiles for name in drawn
    )
    return options.is_narrowed or (bool(drawn) and not carried)


def style_of(style: PointStyle, municipality: Municipality) -> dict[str, Any]:
    """The style as static/viewer/symbols.js reads it."""
    return {
        "field": style.field,
        "size_field": style.size_field,
        "base": style.base,
        "per_unit": style.per_unit,
        "usual": style.usual,
        "hollow": style.hollow,
        "ring_field": style.ring_field,
        "ring_colour": municipality.brand_deep,
        "symbol_zoom": style.symbol_zoom,
        "plain": style.plain,
        "size_most": style.size_most,
        "categories": [
            {
                "code": category.code,
                "colour": category.colour,
                "outline": outline(category.shape),
                "mark": mark(category.shape),
                "values": list(category.values),
            }
            for category in style.categories
        ],
    }


def _latitude(facts: Mapping[str, Facts], layer: MapLayer) -> float:
    known = facts.get(layer.collection)
    return (known.extent[1] + known.extent[3]) / 2 if known and known.extent else 0.0


def _pictures(url: str, name: str, attribution: str) -> folium.TileLayer:
    layer = folium.TileLayer(
        tiles=url,
        attr=attribution or " ",
        name=name,
        max_zoom=MOST_ZOOM,
        max_native_zoom=MOST_ZOOM - 1,
        # Our pages send no referrer elsewhere, but public tile servers (OpenStreetMap's) refuse requests without one.
        referrer_policy="origin",
    )
    layer._id = "ground"
    return layer


def _archive(url: str, language: str, latitude: float, attribution: str) -> dict[str, Any]:
    return {
        "url": url,
        "language": language,
        "latitude": round(latitude, 2),
        "attribution": attribution,
        "colours": ground.COLOURS,
    }


def _own_ground(url: str, language: str, latitude: float, attribution: str) -> dict[str, Any]:
    return {
        "url": url,
        "max_data_zoom": GROUND_ZOOM,
        "language": language,
        "latitude": round(latitude, 2),
        "attribution": attribution,
        "street_names": ground.STREET_NAMES,
        "place_names": ground.NAMED_KINDS,
        "colours": ground.COLOURS,
    }


def _start(
    definition: MapDefinition, municipality: Municipality, options: MapOptions, view: View
) -> dict[str, Any]:
    return {
        "words": {"map": gettext("Map: %(title)s") % {"title": definition.title}},
        "fit": {"bounds": view.bounds, "most": DATA_ZOOM} if view.fits else None,
        "summary": {"url": summary_address(definition.name, options)},
        "popup": {
            "accent": municipality.accent,
            "selected": {"id": options.item, "at": view.chosen} if view.chosen else None,
            "words": {
                "close": gettext("Close"),
                "nothing": gettext("Nothing here. Move the map or zoom in."),
                "failed": gettext("This could not be loaded. Try again."),
            },
        },
    }
