"""Schemas, parameters and answers that the paths refer to."""

from __future__ import annotations

from typing import Any

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
            "oldestRevision": {"type": "integer"},
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


def _error(description: str, *, page: bool = False) -> Part:
    """`page`: also told to people, where a page is asked for."""
    content: Part = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    if page:
        content["text/html"] = {"schema": TEXT}
    return {"description": description, "content": content}


ERRORS: dict[str, Part] = {
    "bad": _error("A parameter is unknown or cannot be used.", page=True),
    "missing": _error("There is no such collection or feature.", page=True),
    "gone": _error("That revision is no longer kept.", page=True),
    "slow": _error("The database gave up in time: ask for less at once."),
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
    revisions: bool = False,
) -> Part:
    """A path that is only read."""
    responses = {"200": answer, "400": refer("responses", "bad"), "406": refer("responses", "unacceptable")}
    if missing:
        responses["404"] = refer("responses", "missing")
    if revisions:
        responses["410"] = refer("responses", "gone")
    responses["500"] = refer("responses", "failed")
    responses["503"] = refer("responses", "slow")
    reading: Part = {
        "operationId": name,
        "summary": summary,
        "parameters": [refer("parameters", "f")] if parameters is None else parameters,
        "responses": responses,
    }
    if tag:
        reading["tags"] = [tag]
    return {"get": reading}
