"""A map to choose a place on, for a form of this portal to frame: a point, a line, an area, or one item.

It tells the page around it what was chosen (static/viewer/pick.js); the page checks it on the server as if it had
been typed. Only our own pages may frame it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import folium
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maps.viewer import ground
from maps.viewer.compose import View, data_layer, ground_layer
from maps.viewer.contract import MapLayer
from maps.viewer.controls import controls_of
from maps.viewer.elements import Control, VectorTileLayer, script_of
from maps.viewer.forms import LEAST_ZOOM, MOST_ZOOM, MapOptions
from maps.viewer.plain_map import plain_map
from maps.viewer.querysets import facts_of
from maps.viewer.registry import maps
from maps.viewer.views.embed import JAVASCRIPT, MINUTE, YEAR, allow_ground, language_of, stamp_of, town_of

SHAPES = ("point", "line", "area", "feature")
NAME = "pick"
FARTHEST = 11


@dataclass(frozen=True)
class Choosing:
    """What is to be chosen, and in which language the map speaks. `layer` for items only."""

    shape: str
    language: str
    layer: MapLayer | None = None

    @property
    def query(self) -> str:
        """As an address."""
        collection = {"collection": self.layer.collection} if self.layer else {}
        return urlencode({"shape": self.shape, **collection, "lang": self.language})


def choosing_of(request: HttpRequest) -> Choosing | None:
    """What the address asks for; None where it makes no sense."""
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in town_of(request).languages else language_of(request)
    shape = request.GET.get("shape", "")
    if shape not in SHAPES:
        return None
    if shape != "feature":
        return Choosing(shape, language)
    name = request.GET.get("collection", "")
    found = next((layer for known in maps if (layer := known.layer(name)) is not None), None)
    if found is None:
        plain = plain_map(name) if "\x00" not in name else None
        found = plain.subject if plain else None
    return Choosing(shape, language, found) if found else None


@require_safe
@xframe_options_sameorigin
def pick(request: HttpRequest) -> HttpResponse:
    """The document at /maps/pick/?shape=point."""
    choosing = choosing_of(request)
    if choosing is None:
        return HttpResponse(status=400)
    town = town_of(request)
    text = _script(request, choosing)
    with override(choosing.language):
        context = {
            "choosing": choosing,
            "municipality": town,
            "script_name": NAME,
            "script": f"{reverse('maps_viewer:pick-script')}?{choosing.query}&v={stamp_of(text)}",
        }
        response = render(request, "viewer/pick.html", context)
    response["Content-Language"] = choosing.language
    response["Cache-Control"] = f"public, max-age={MINUTE}"
    return allow_ground(response, town)


@require_safe
@gzip_page
def script(request: HttpRequest) -> HttpResponse:
    """Its script; kept for a year under its stamp."""
    choosing = choosing_of(request)
    if choosing is None:
        return HttpResponse("// Bad parameters\n", status=400, content_type=JAVASCRIPT)
    text = _script(request, choosing)
    response = HttpResponse(text, content_type=JAVASCRIPT)
    current = request.GET.get("v") == stamp_of(text)
    response["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if current else f"public, max-age={MINUTE}"
    )
    return response


def _script(request: HttpRequest, choosing: Choosing) -> str:
    town, layer = town_of(request), choosing.layer
    names = [*([layer.collection] if layer else []), *ground.GROUND_COLLECTIONS]
    facts = facts_of(names)
    extents = [known.extent for known in facts.values() if known.extent]
    own = facts[layer.collection].extent if layer and layer.collection in facts else None
    view = _view(town, own or (extents[0] if extents else None))
    options = MapOptions(language=choosing.language)
    with override(choosing.language):
        drawn = folium.Map(
            location=list(view.centre),
            zoom_start=view.zoom,
            tiles=None,
            zoom_control=False,
            minZoom=view.least_zoom,
            maxZoom=MOST_ZOOM,
        )
        drawn._id = NAME
        ground_layer(town, choosing.language, view.centre[0], facts).add_to(drawn)
        layers: list[VectorTileLayer] = []
        if layer is not None:
            definition = next((known for known in maps if known.layer(layer.collection)), None)
            definition = definition or plain_map(layer.collection)
            if definition is not None:
                layers = [data_layer(layer, definition, town, options, facts)]
                layers[0].add_to(drawn)
        for control in controls_of(choosing.language, view.bounds):
            if control.function != "fullScreen":
                control.add_to(drawn)
        pick_control(choosing.shape, layers, town.accent).add_to(drawn)
        return script_of(drawn)


def _view(town: Any, extent: tuple[float, float, float, float] | None) -> View:
    west, south, east, north = extent or (0.0, 0.0, 0.0, 0.0)
    centre = (
        (town.map_centre.y, town.map_centre.x)
        if town.map_centre
        else ((south + north) / 2, (west + east) / 2)
    )
    if extent is None:
        west, south, east, north = centre[1] - 0.1, centre[0] - 0.1, centre[1] + 0.1, centre[0] + 0.1
    return View(
        centre=(round(centre[0], 6), round(centre[1], 6)),
        zoom=min(max(town.map_zoom or FARTHEST, LEAST_ZOOM), MOST_ZOOM),
        chosen=None,
        bounds=((south, west), (north, east)),
    )


class PickControl(Control):
    """The last statement: what a press on the map does."""

    def __init__(self, options: dict[str, Any], layers: list[VectorTileLayer]) -> None:
        super().__init__("pick", options)
        names = ", ".join(layer.get_name() for layer in layers)
        self.arguments = f"[{names}], {self.arguments}"


def pick_control(shape: str, layers: list[VectorTileLayer], accent: str) -> PickControl:
    """With its words in the active language."""
    words = {
        "map": gettext("Map for choosing a place"),
        "point": gettext("Marked. Press elsewhere to move it."),
        "more": gettext("Points: {n}. Press for the next one; a marked point can be dragged."),
        "empty": {
            "point": gettext("Press the place on the map."),
            "line": gettext("Press one point after the other along the line."),
            "area": gettext("Press the corners of the area, one after the other."),
            "feature": gettext("Press the one you mean. Zoom in to see each."),
        }[shape],
        "nothing": gettext("Nothing here. Move the map or zoom in."),
        "failed": gettext("This could not be loaded. Try again."),
        "chosen": gettext("Chosen: {title}"),
        "full": gettext("No more points fit."),
    }
    return PickControl({"shape": shape, "accent": accent, "words": words}, layers)
