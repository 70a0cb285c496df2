"""What a map's script asks for while somebody looks: a card, the sentence of a view, a narrowed tile."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from maps.viewer.cards import card_context
from maps.viewer.contract import MapDefinition, MapLayer
from maps.viewer.errors import BadAddress, NoSuchMap
from maps.viewer.forms import MapOptions
from maps.viewer.plain_map import plain_map
from maps.viewer.querysets import Seen, facts_of, item_of, narrowed_tile, seen_in
from maps.viewer.registry import maps
from maps.viewer.summaries import placeless_sentence, view_sentence
from maps.viewer.views.embed import language_of, map_as_asked, town_of

MINUTE = 60
REMEMBER_SECONDS = 600
MOST_TILE_ZOOM = 22
Box = tuple[float, float, float, float]


@require_safe
def card(request: HttpRequest, collection: str, rowid: int) -> HttpResponse:
    """The card of one item as a piece of HTML, in the language `lang`."""
    layer = layer_of(collection)
    facts = facts_of([collection]) if layer else {}
    if layer is None or collection not in facts or rowid >= 2**63:
        return HttpResponseNotFound()
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in town_of(request).languages else language_of(request)
    if layer.describe is not None:
        return described_card(request, layer, rowid, language)
    known = [name for name in layer.card_fields if name in facts[collection].fields]
    item = item_of(collection, rowid, known)
    if item is None:
        return HttpResponseNotFound()
    with override(language):
        context = card_context(collection, item, language)
        response = render(
            request, layer.card_template, {"item": context, "url": item_page(layer, rowid), "rowid": rowid}
        )
    response["Cache-Control"] = f"public, max-age={MINUTE}"
    return response


def described_card(request: HttpRequest, layer: MapLayer, rowid: int, language: str) -> HttpResponse:
    """The card of a layer that describes its items itself."""
    assert layer.describe is not None
    with override(language):
        item = layer.describe(layer.collection, rowid)
        if item is None:
            return HttpResponseNotFound()
        response = render(request, layer.card_template, {"item": item})
    response["Cache-Control"] = f"public, max-age={MINUTE}"
    return response


def layer_of(collection: str) -> MapLayer | None:
    """The layer that shows a collection, on whichever map."""
    known = next((layer for shown in maps if (layer := shown.layer(collection))), None)
    if known is not None:
        return known
    plain = plain_map(collection)
    return plain.subject if plain else None


def item_page(layer: MapLayer, rowid: int) -> str:
    """The item's own page; empty where items have none."""
    if not layer.item_url:
        return ""
    try:
        return reverse(layer.item_url, args=[rowid])
    except NoReverseMatch:
        return ""


@require_safe
def summary(request: HttpRequest, name: str) -> JsonResponse:
    """`?bbox=west,south,east,north` and the map's filter: {"total", "in_view", "sentence"}."""
    try:
        wanted = request.GET.copy()
        text = wanted.pop("bbox", [""])[-1]
        request.GET = wanted  # type: ignore[assignment]  # Django allows it, its stubs do not
        definition, options = map_as_asked(request, name)
    except NoSuchMap:
        return JsonResponse({"problems": {"map": [gettext("There is no such map.")]}}, status=404)
    except BadAddress as bad:
        return JsonResponse({"problems": dict(bad.problems)}, status=400)
    box = read_box(text)
    if text and box is None:
        return JsonResponse(
            {"problems": {"bbox": [gettext("Give west, south, east and north in degrees.")]}}, status=400
        )
    with override(options.language):
        response = JsonResponse(told(definition, options, box))
    response["Cache-Control"] = f"public, max-age={MINUTE}"
    return response


def read_box(text: str) -> Box | None:
    """Four finite degrees in the order of the open API, or None."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not all(math.isfinite(degree) for degree in (west, south, east, north)):
        return None
    if not (-90 <= south < north <= 90):
        return None
    return max(west, -180.0), south, min(east, 180.0), north


def told(definition: MapDefinition, options: MapOptions, box: Box | None) -> dict[str, Any]:
    """The numbers of a view and its sentence, in the active language."""
    collection = definition.subject.collection
    facts = facts_of([collection]).get(collection)
    if facts is None:
        return {"total": 0, "in_view": 0, "sentence": view_sentence(definition, 0, Seen(0))}
    kind = definition.subject.kind_field.format(language=options.language)
    kind = kind if kind in facts.fields else definition.subject.style.field
    whole = remembered(collection, facts.revision, None, kind, options)
    seen = whole if box is None else remembered(collection, facts.revision, box, kind, options)
    # Of what a filter leaves nobody has counted how many have no place.
    placeless = 0 if options.is_narrowed else facts.row_count - whole.count
    sentence = view_sentence(definition, whole.count, in_words(definition, seen))
    return {
        "total": whole.count,
        "in_view": seen.count,
        "sentence": f"{sentence} {placeless_sentence(placeless)}".rstrip(),
    }


def in_words(definition: MapDefinition, seen: Seen) -> Seen:
    """The most frequent kind as the legend names it, where the style is by that very column."""
    style = definition.subject.style
    if not style.field or style.field != definition.subject.kind_field:
        return seen
    titles = {value: str(category.title) for category in style.categories for value in category.values}
    return replace(seen, kind=titles.get(seen.kind, seen.kind))


def remembered(collection: str, revision: int, box: Box | None, kind: str, options: MapOptions) -> Seen:
    """seen_in(), asked once for many who look at the same place."""
    where = ",".join(f"{degree:.4f}" for degree in box) if box else ""
    # Cache keys may not hold every letter that a filter may.
    key = f"map-seen:{collection}:{revision}:{kind}:{where}:{options.filter_digest}"
    seen: Seen | None = cache.get(key)
    if seen is None:
        seen = seen_in(collection, box, kind, options.ids, options.where)
        cache.set(key, seen, REMEMBER_SECONDS)
    return seen


@require_safe
def tile(request: HttpRequest, name: str, z: int, y: int, x: int) -> HttpResponse:
    """A vector tile with only what the filter leaves; without a filter the open API has the tiles."""
    revision = request.GET.get("revision", "")
    wanted = request.GET.copy()
    wanted.pop("revision", None)
    request.GET = wanted  # type: ignore[assignment]  # Django allows it, its stubs do not
    try:
        definition, options = map_as_asked(request, name)
    except NoSuchMap:
        return HttpResponseNotFound()
    except BadAddress:
        return HttpResponseBadRequest()
    asked = options.is_narrowed or options.drawn.needs_columns
    if not asked or z > MOST_TILE_ZOOM or x >= 2**z or y >= 2**z:
        return HttpResponseBadRequest()
    collection = definition.subject.collection
    facts = facts_of([collection]).get(collection)
    if facts is None:
        return HttpResponseNotFound()
    style = definition.subject.style
    fields = [field for field in (style.field, style.size_field, style.ring_field) if field in facts.fields]
    body = narrowed_tile(collection, (z, x, y), fields, options.ids, options.where)
    response = HttpResponse(
        body, content_type="application/vnd.mapbox-vector-tile", status=200 if body else 204
    )
    current = revision == str(facts.revision)
    # The filter also reads the register itself, so a narrowed tile is kept for an hour only.
    response["Cache-Control"] = f"public, max-age={3600 if current else MINUTE}"
    return response
