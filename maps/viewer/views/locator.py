"""Still maps: where one item is, and a town's picture of a register."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from cms.municipalities.models import Municipality
from maps.viewer import ground
from maps.viewer.contract import MapLayer
from maps.viewer.drawings import drawing
from maps.viewer.querysets import Facts, facts_of, ground_pieces, item_of, points_around
from maps.viewer.querysets.pieces import Frame
from maps.viewer.registry import maps
from maps.viewer.views.embed import language_of, town_of
from maps.viewer.views.items import layer_of

ITEM_SIZE = (640, 360)
ITEM_METRES = 0.42
PICTURE_SIZE = (640, 360)
PICTURE_METRES = 1.5
REMEMBER_SECONDS = 24 * 3600
BROWSER_SECONDS = 3600


@require_safe
def item(request: HttpRequest, collection: str, rowid: int) -> HttpResponse:
    """`/maps/locator/<collection>/<rowid>.svg`: the surroundings of one item, in the language `lang`."""
    layer = layer_of(collection)
    facts = facts_of([collection, *ground.GROUND_COLLECTIONS]) if layer else {}
    if layer is None or collection not in facts or rowid >= 2**63:
        return HttpResponseNotFound()
    language, town = _language(request), town_of(request)

    def draw() -> str:
        found = item_of(collection, rowid, ())
        if found is None or found["longitude"] is None:
            return ""
        frame = Frame(found["longitude"], found["latitude"], *ITEM_SIZE, ITEM_METRES)
        return _drawn(frame, layer, facts, language, town, chosen=rowid)

    return _answer(request, f"{collection}:{rowid}:{language}:{_stamp(facts, town)}", draw)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """`/maps/picture/<map>.svg`: the town's centre as the map shows it, for the cards of the explorer."""
    definition = maps.get(name)
    if definition is None:
        return HttpResponseNotFound()
    layer = definition.subject
    facts = facts_of([layer.collection, *ground.GROUND_COLLECTIONS])
    language, town = _language(request), town_of(request)
    extent = facts[layer.collection].extent if layer.collection in facts else None
    centre = town.map_centre
    if centre is not None:
        middle = (centre.x, centre.y)
    elif extent:
        middle = ((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2)
    else:
        return HttpResponseNotFound()

    def draw() -> str:
        frame = Frame(*middle, *PICTURE_SIZE, PICTURE_METRES)
        return _drawn(frame, layer, facts, language, town)

    return _answer(request, f"{name}:{language}:{_stamp(facts, town)}", draw)


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in town_of(request).languages else language_of(request)


def _stamp(facts: dict[str, Facts], town: Municipality) -> str:
    return ".".join(
        [*(f"{name}{known.revision}" for name, known in sorted(facts.items())), str(town.settings_version)]
    )


def _drawn(
    frame: Frame,
    layer: MapLayer,
    facts: dict[str, Facts],
    language: str,
    town: Municipality,
    *,
    chosen: int | None = None,
) -> str:
    pieces = ground_pieces(frame, language, list(facts))
    known = facts[layer.collection].fields if layer.collection in facts else ()
    fields = [name for name in (layer.style.field, layer.style.size_field) if name in known]
    points = points_around(layer.collection, frame, fields) if layer.collection in facts else []
    with override(language):
        title = (
            gettext("Map of the surroundings")
            if chosen
            else gettext("Map: %(title)s") % {"title": layer.title}
        )
    return drawing(frame, pieces, layer, points, title=title, accent=town.accent, chosen=chosen)


def _answer(request: HttpRequest, key: str, draw: Callable[[], str]) -> HttpResponse:
    """The kept drawing of that key, or a fresh one; 304 to a browser that has it."""
    etag = f'W/"{hashlib.sha256(key.encode()).hexdigest()[:24]}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified()
    kept = f"map-drawing:{hashlib.sha256(key.encode()).hexdigest()}"
    text: str | None = cache.get(kept)
    if text is None:
        text = draw()
        cache.set(kept, text, REMEMBER_SECONDS)
    if not text:
        return HttpResponseNotFound()
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={BROWSER_SECONDS}"
    return response
