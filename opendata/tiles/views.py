"""Vector tiles of one collection or several, and what is told of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.kit.api.compression import takes_gzip
from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.errors import BadParameter, NothingThere
from cms.kit.api.parameters import refuse_unknown
from cms.kit.api.views import OpenView
from opendata.tables.reading import Facts, published_facts
from opendata.tiles.baked import FORM
from opendata.tiles.describing import tile_json, tilesets
from opendata.tiles.grid import tile_at
from opendata.tiles.keeping import kept_tile, stamp

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
MOST_COLLECTIONS = 20


def drawable(name: str) -> Facts:
    """A published collection with a geometry."""
    facts = published_facts(name)
    if not facts.has_geometry:
        raise NothingThere(_("The collection “%(name)s” has no places to draw.") % {"name": name})
    return facts


def drawable_together(request: HttpRequest) -> list[Facts]:
    """The collections that `?collections=a,b` names."""
    names = [name for name in request.GET.get("collections", "").split(",") if name]
    if not names or len(names) > MOST_COLLECTIONS or len(set(names)) < len(names):
        raise BadParameter(
            _("“collections” names up to %(most)s collections with commas between, each once.")
            % {"most": MOST_COLLECTIONS},
            parameter="collections",
        )
    return [drawable(name) for name in names]


class TileView(OpenView):
    """`/collections/{name}/tiles/WebMercatorQuad/{z}/{row}/{col}`, also without `/collections/{name}`."""

    problem_types = "api_docs"

    def get(self, request: Any, zoom: str, row: str, column: str, name: str = "") -> HttpResponseBase:
        """The tile, 204 where nothing is, 304 where the reader has it."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ("revision", "f") if name else ("revision", "f", "collections"))
        if http_request.GET.get("f", "mvt") != "mvt":
            raise BadParameter(_("“f” can be %(names)s here.") % {"names": "mvt"}, parameter="f")
        tile = tile_at(zoom, row, column)
        collections = [drawable(name)] if name else drawable_together(http_request)
        modified = max(facts.updated_at for facts in collections)
        states = [(facts.id, facts.revision) for facts in collections]
        etag = weak_etag("tile", FORM, states, tile)
        response = unchanged(http_request, etag=etag, modified=modified)
        if response is None:
            response = self.answer(http_request, collections, tile)
        immutable = http_request.GET.get("revision") == stamp(collections)
        mark(response, etag=etag, modified=modified, immutable=immutable)
        return response

    def answer(self, request: HttpRequest, collections: Sequence[Facts], tile: Any) -> HttpResponse:
        """The bytes, gzipped where the reader takes that."""
        compressed = takes_gzip(request)
        content = kept_tile(collections, tile, compressed=compressed)
        if not content:
            empty = HttpResponse(status=204)
            del empty["Content-Type"]
            return empty
        response = HttpResponse(content, content_type=MEDIA_TYPE)
        if compressed:
            response["Content-Encoding"] = "gzip"
        return response


class TilesetsView(OpenView):
    """`/collections/{name}/tiles`"""

    problem_types = "api_docs"

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """The one tileset there is."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ("f",))
        return json_answer(http_request, tilesets(http_request, drawable(name)))


class TileJsonView(OpenView):
    """`/collections/{name}/tiles/WebMercatorQuad`, `/tiles/WebMercatorQuad?collections=a,b`: TileJSON 3."""

    problem_types = "api_docs"

    def get(self, request: Any, name: str = "") -> HttpResponseBase:
        """Address, zooms, box and layers, for map libraries."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ("f",) if name else ("f", "collections"))
        collections = [drawable(name)] if name else drawable_together(http_request)
        if name:
            address = http_request.build_absolute_uri(reverse("api_tilejson", args=[name]))
            query = f"revision={stamp(collections)}"
        else:
            address = http_request.build_absolute_uri(reverse("api_tilejson_together"))
            names = ",".join(facts.name for facts in collections)
            query = f"collections={names}&revision={stamp(collections)}"
        return json_answer(http_request, tile_json(collections, f"{address}/{{z}}/{{y}}/{{x}}?{query}"))


def json_answer(request: HttpRequest, document: dict[str, Any]) -> HttpResponseBase:
    """A JSON document whose tag is its content's."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    etag = weak_etag(body)
    response = unchanged(request, etag=etag, modified=None) or HttpResponse(
        body, content_type="application/json"
    )
    mark(response, etag=etag)
    return response
