"""What the API tells of files: links of each collection, and paths of its own description."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from opendata.exports.formats import ExportFormat, offered
from opendata.tables.reading import Facts
from opendata.tables.registry import ApiPart

REVISION = {
    "name": "revision",
    "in": "query",
    "description": "The file of this revision; it never changes and may be kept for ever.",
    "schema": {"type": "integer", "minimum": 0},
}
TEXT = {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}
FILE_HEADERS = {
    "ETag": {"description": "SHA-256 of the file.", "schema": TEXT},
    "Content-Disposition": {"description": "The name of the file.", "schema": TEXT},
    "Content-Location": {"description": "The address with the file's revision.", "schema": TEXT},
}
LATER = {
    "description": "The file is being made.",
    "headers": {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}},
    "content": {
        "application/json": {
            "schema": {"type": "object", "properties": {"state": TEXT, "detail": TEXT}},
        }
    },
}
LISTED = {
    "type": "object",
    "required": ["collection", "revision", "files"],
    "properties": {
        "collection": TEXT,
        "revision": {"type": "integer"},
        "published": MOMENT,
        "files": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["format", "href", "mediaType", "state"],
                "properties": {
                    "format": TEXT, "href": TEXT, "permanentHref": TEXT, "mediaType": TEXT, "state": TEXT,
                    "revision": {"type": "integer"}, "published": MOMENT, "built": MOMENT,
                    "current": {"type": "boolean"}, "detail": TEXT, "size": {"type": "integer"}, "sha256": TEXT,
                },
            },
        },
    },
}  # fmt: skip


def links(facts: Facts) -> list[dict[str, Any]]:
    """The list of files. Not each file: some may not be there yet, and to ask would cost a query a collection."""
    return [
        {
            "href": f"collections/{facts.name}/exports",
            "rel": "related",
            "type": "application/json",
            "title": _("Files of all rows"),
        }
    ]


def paths(collections: Sequence[Facts]) -> dict[str, Any]:
    """OpenAPI paths of the files."""
    described: dict[str, Any] = {}
    for facts in collections:
        here = f"/collections/{facts.name}/exports"
        key = "".join(part.capitalize() for part in facts.name.split("-"))
        title = facts.title
        described[here] = _operation(
            f"filesOf{key}",
            _("Files of “%(title)s”") % {"title": title},
            facts,
            {"200": _answer("The files there are.", "application/json", LISTED)},
            [{"$ref": "#/components/parameters/f"}],
        )
        described[f"{here}/SHA256SUMS"] = _operation(
            f"checksumsOf{key}",
            _("Checksums"),
            facts,
            {"200": _answer("A line for each file.", "text/plain", TEXT)},
            [REVISION],
        )
        for entry in offered(has_geometry=facts.has_geometry):
            described[f"{here}/{entry.name}"] = _file_path(facts, key, title, entry)
    return described


def _file_path(facts: Facts, key: str, title: str, entry: ExportFormat) -> dict[str, Any]:
    binary = {"type": "string", "format": "binary"}
    whole = _answer("The file.", entry.media_type.split(";", maxsplit=1)[0], binary)
    part = _answer("The part that Range asked for.", entry.media_type.split(";", maxsplit=1)[0], binary)
    answers = {
        "200": {**whole, "headers": FILE_HEADERS},
        "202": LATER,
        "206": {**part, "headers": FILE_HEADERS},
        "304": {"description": "The reader has it."},
        "410": {"$ref": "#/components/responses/gone"},
        "416": {"description": "The range lies behind the end."},
    }
    summary = _("%(title)s as %(format)s") % {"title": title, "format": entry.title}
    return _operation(f"{entry.name}Of{key}", summary, facts, answers, [REVISION])


def _answer(description: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _operation(
    name: str, summary: str, facts: Facts, answers: dict[str, Any], parameters: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [facts.name],
            "parameters": parameters,
            "responses": {
                **answers,
                "400": {"$ref": "#/components/responses/bad"},
                "404": {"$ref": "#/components/responses/missing"},
            },
        }
    }


PART = ApiPart(conformance=(), links=links, paths=paths)
