"""What is told of tiles: tilesets (OGC), TileJSON, and the tiles' part of the API's own description."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from opendata.tables.reading import Facts
from opendata.tables.registry import ApiPart
from opendata.tiles.grid import LAST_ZOOM, TILE_MATRIX_SET, TILE_MATRIX_SET_URI

MVT = "application/vnd.mapbox-vector-tile"
TILESETS_REL = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
)
WORLD = (-180.0, -85.05112878, 180.0, 85.05112878)
# Map libraries enlarge the tiles of this zoom for the larger ones. Every row is drawn earlier, but a dense
# square may still be thinned for its size there, and positions are finer here.
LAST_DRAWN_ZOOM = 17


def tilesets(request: HttpRequest, facts: Facts) -> dict[str, Any]:
    """The list with the one tileset of a collection."""
    here = request.build_absolute_uri(reverse("api_tilesets", args=[facts.name]))
    address = f"{here}/{TILE_MATRIX_SET}"
    return {
        "links": [{"href": here, "rel": "self", "type": "application/json"}],
        "tilesets": [
            {
                "title": facts.title,
                "dataType": "vector",
                "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
                "tileMatrixSetId": TILE_MATRIX_SET,
                "tileMatrixSetURI": TILE_MATRIX_SET_URI,
                "links": [
                    {"href": address, "rel": "self", "type": "application/json"},
                    {
                        "href": f"{address}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}",
                        "rel": "item",
                        "type": MVT,
                        "templated": True,
                    },
                    {
                        "href": TILE_MATRIX_SET_URI,
                        "rel": "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme",
                        "type": "application/json",
                    },
                ],
            }
        ],
    }


def tile_json(collections: Sequence[Facts], address: str) -> dict[str, Any]:
    """TileJSON 3 of the collections, each a layer."""
    boxes = [facts.extent for facts in collections if facts.extent]
    bounds = (
        [
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        ]
        if boxes
        else list(WORLD)
    )
    return {
        "tilejson": "3.0.0",
        "name": ", ".join(facts.title for facts in collections),
        "tiles": [address],
        "minzoom": 0,
        "maxzoom": LAST_DRAWN_ZOOM,
        "bounds": bounds,
        "vector_layers": [
            {
                "id": facts.name,
                "description": facts.title,
                "minzoom": 0,
                "maxzoom": LAST_DRAWN_ZOOM,
                "fields": {field.name: field.title for field in facts.fields},
            }
            for facts in collections
        ],
    }


def links(facts: Facts) -> list[dict[str, Any]]:
    """The tiles' links of a collection."""
    if not facts.has_geometry:
        return []
    return [
        {
            "href": f"collections/{facts.name}/tiles",
            "rel": TILESETS_REL,
            "type": "application/json",
            "title": _("Vector tiles"),
        }
    ]


def _number(name: str, last: int | None = None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer", "minimum": 0}
    if last is not None:
        schema["maximum"] = last
    return {"name": name, "in": "path", "required": True, "schema": schema}


def paths(collections: Sequence[Facts]) -> dict[str, Any]:
    """OpenAPI paths of the tiles."""
    numbers = [_number("tileMatrix", LAST_ZOOM), _number("tileRow"), _number("tileCol")]
    revision = {
        "name": "revision",
        "in": "query",
        "description": "The current revision: the answer may then be kept for a year.",
        "schema": {"type": "string"},
    }
    names = {
        "name": "collections",
        "in": "query",
        "required": True,
        "description": "Names of collections with commas between; each is a layer.",
        "schema": {"type": "array", "items": {"type": "string"}},
        "style": "form",
        "explode": False,
    }
    place = f"tiles/{TILE_MATRIX_SET}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    described = {
        f"/collections/{facts.name}/{place}": _tile_path(
            f"tileOf{''.join(part.capitalize() for part in facts.name.split('-'))}",
            facts.title,
            [*numbers, revision],
        )
        for facts in collections
        if facts.has_geometry
    }
    described[f"/{place}"] = _tile_path(
        "tileOfSeveral", _("Several collections"), [*numbers, names, revision]
    )
    return described


def _tile_path(name: str, title: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": _("Vector tile: %(title)s") % {"title": title},
            "parameters": parameters,
            "responses": {
                "200": {
                    "description": _("The tile."),
                    "content": {MVT: {"schema": {"type": "string", "format": "binary"}}},
                },
                "204": {"description": _("Nothing is there.")},
                "400": {"$ref": "#/components/responses/bad"},
                "404": {"$ref": "#/components/responses/missing"},
            },
        }
    }


PART = ApiPart(conformance=CONFORMANCE, links=links, paths=paths)
