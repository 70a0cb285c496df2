"""Schemas, parameters and answers that the paths refer to."""

from __future__ import annotations

from typing import Any

from opendata.features.names import DEFAULT_LIMIT, MAXIMUM_LIMIT

Part = dict[str, Any]

TEXT: Part = {"type": "string"}
LINK: Part = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": {"href": TEXT, "rel": TEXT, "type": TEXT, "title": TEXT, "templated": {"type": "boolean"}},
}
LINKS: Part = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}

SCHEMAS: dict[str, Part] = {
    "link": LINK,
    "landing": {
        "type": "object",
        "required": ["links"],
        "properties": {"title": TEXT, "description": TEXT, "links": LINKS},
    },
    "conformance": {
        "type": "object",
        "required": ["conformsTo"],
        "properties": {"conformsTo": {"type": "array", "items": TEXT}},
    },
    "collection": {
        "type": "object",
        "required": ["id", "links"],
        "properties": {
            "id": TEXT,
            "title": TEXT,
            "description": TEXT,
            "links": LINKS,
            "extent": {"type": "object"},
            "itemType": TEXT,
            "crs": {"type": "array", "items": TEXT},
            "storageCrs": TEXT,
            "revision": {"type": "integer"},
            "numberOfItems": {"type": "integer"},
            "updated": {"type": "string", "format": "date-time"},
        },
    },
    "collections": {
        "type": "object",
        "required": ["links", "collections"],
        "properties": {
            "links": LINKS,
            "collections": {"type": "array", "items": {"$ref": "#/components/schemas/collection"}},
        },
    },
    "geometry": {
        "type": "object",
        "nullable": True,
        "required": ["type"],
        "properties": {
            "type": {
                "type": "string",
                "enum": [
                    "Point",
                    "MultiPoint",
                    "LineString",
                    "MultiLineString",
                    "Polygon",
                    "MultiPolygon",
                    "GeometryCollection",
                ],
            },
            "coordinates": {"type": "array", "items": {}},
            "geometries": {"type": "array", "items": {"type": "object"}},
        },
    },
    "jsonSchema": {"type": "object", "required": ["type", "properties"]},
    "problem": {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "instance": TEXT,
            "parameter": TEXT,
        },
    },
}

PARAMETERS: dict[str, Part] = {
    "f": {
        "name": "f",
        "in": "query",
        "description": "Format; the Accept header does the same.",
        "schema": {"type": "string", "enum": ["json", "html"]},
    },
    "items-f": {
        "name": "f",
        "in": "query",
        "description": "Format; the Accept header does the same.",
        "schema": {"type": "string", "enum": ["geojson", "json", "csv", "html"]},
    },
    "item-f": {
        "name": "f",
        "in": "query",
        "description": "Format; the Accept header does the same.",
        "schema": {"type": "string", "enum": ["geojson", "json", "html"]},
    },
    "limit": {
        "name": "limit",
        "in": "query",
        "description": "Features on a page; at most the maximum counts. CSV without it has all.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MAXIMUM_LIMIT, "default": DEFAULT_LIMIT},
        "style": "form",
        "explode": False,
    },
    "bbox": {
        "name": "bbox",
        "in": "query",
        "description": "West, south, east, north in degrees. Features without a geometry always match.",
        "schema": {
            "type": "array",
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            "items": {"type": "number"},
        },
        "style": "form",
        "explode": False,
    },
    "datetime": {
        "name": "datetime",
        "in": "query",
        "description": "A moment or an interval. Rows carry no time of their own: all of them match.",
        "schema": TEXT,
        "style": "form",
        "explode": False,
    },
    "properties": {
        "name": "properties",
        "in": "query",
        "description": "Names of the properties to give, with commas between.",
        "schema": {"type": "array", "items": TEXT},
        "style": "form",
        "explode": False,
    },
    "after": {
        "name": "after",
        "in": "query",
        "description": "Taken from a next link.",
        "schema": TEXT,
    },
    "bom": {
        "name": "bom",
        "in": "query",
        "description": "1 begins a CSV with a byte order mark, for spreadsheets.",
        "schema": {"type": "string", "enum": ["0", "1"]},
    },
    "fid": {"name": "fid", "in": "path", "required": True, "description": "Feature id.", "schema": TEXT},
}


def _error(description: str) -> Part:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {"description": description, "content": content}


ERRORS: dict[str, Part] = {
    "bad": _error("A parameter is unknown or cannot be used."),
    "missing": _error("There is no such collection or feature."),
    "unacceptable": _error("There is no answer in that format."),
    "failed": _error("The portal could not answer."),
}


def refer(kind: str, name: str) -> Part:
    """A reference to a component of this document."""
    return {"$ref": f"#/components/{kind}/{name}"}


def document_response(description: str, schema: str, media_type: str = "application/json") -> Part:
    """An answer that is a JSON document, and a page for people."""
    return {
        "description": description,
        "content": {media_type: {"schema": refer("schemas", schema)}, "text/html": {"schema": TEXT}},
    }


def operation(
    name: str,
    summary: str,
    answer: Part,
    *,
    tag: str = "",
    parameters: list[Part] | None = None,
    missing: bool = False,
) -> Part:
    """A path that is only read."""
    responses = {"200": answer, "400": refer("responses", "bad"), "406": refer("responses", "unacceptable")}
    if missing:
        responses["404"] = refer("responses", "missing")
    responses["500"] = refer("responses", "failed")
    reading: Part = {
        "operationId": name,
        "summary": summary,
        "parameters": [refer("parameters", "f")] if parameters is None else parameters,
        "responses": responses,
    }
    if tag:
        reading["tags"] = [tag]
    return {"get": reading}
