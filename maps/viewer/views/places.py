"""The search for a place, as JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cms.kit.folding import fold
from maps.places.contract import FoundPlace
from maps.places.querysets import search_places
from maps.viewer.views.embed import language_of, town_of

LONGEST = 80
MOST = 8


@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """`?q=` (2 to 80 letters) and `lang`: {"results": [{name, detail, kind, lat, lon, bbox}]}, best first."""
    wanted = request.GET.get("lang", "")
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    with override(wanted if wanted in town_of(request).languages else language_of(request)):
        found = search_places(text, 2 * MOST) if len(text) > 1 else []
        # The search looks at all languages at once; the name in the page's language decides what is first.
        found.sort(key=lambda place: _distance(fold(place.name), fold(text)))
        response = JsonResponse({"results": [_as_json(place) for place in found[:MOST]]})
    response["Cache-Control"] = "public, max-age=300"
    return response


def _distance(name: str, text: str) -> int:
    return 0 if name == text else 1 if name.startswith(text) else 2


def _as_json(place: FoundPlace) -> dict[str, Any]:
    west, south, east, north = place.box
    return {
        "name": place.name,
        "detail": place.context,
        "kind": place.kind,
        "lat": place.latitude,
        "lon": place.longitude,
        # A point has no extent to show.
        "bbox": [west, south, east, north] if (west, south) != (east, north) else None,
    }
