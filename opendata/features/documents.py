"""The API's JSON documents about itself and its collections."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.kit.api.formats import CSV, GEOJSON, HTML, JSON, NDJSON, OPENAPI, SCHEMA
from cms.kit.texts import in_language
from opendata.features.asking.times import time_field
from opendata.features.crs import CRS84, SYSTEMS
from opendata.features.extents import temporal_extent
from opendata.features.links import Link, collection_url, link, root
from opendata.features.names import CONFORMANCE, GREGORIAN, QUERYABLES_REL, SCHEMA_REL, SORTABLES_REL
from opendata.tables.announced import leaving_of
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.models import Collection
from opendata.tables.reading import Facts
from opendata.tables.registry import api_parts

Document = dict[str, Any]

GEOMETRY_FORMATS = {
    GeometryType.POINT: "geometry-point",
    GeometryType.LINE: "geometry-multilinestring",
    GeometryType.AREA: "geometry-multipolygon",
    GeometryType.ANY: "geometry-any",
}
JSON_FORMATS = {FieldType.DATE: "date", FieldType.DATETIME: "date-time"}


def landing(request: HttpRequest) -> Document:
    """The landing page; links are added by the view."""
    base = root(request)
    town = request.tenant.name  # type: ignore[attr-defined]  # set by the middleware
    return {
        "title": _("Open data of %(town)s") % {"town": town},
        "description": _("Everything the municipality publishes: to read, filter, download and draw."),
        "links": [
            link(f"{base}openapi.json", "service-desc", OPENAPI.media_type, _("Description for programs")),
            link(f"{base}docs/", "service-doc", HTML.media_type, _("Description for people")),
            link(f"{base}conformance", "conformance", JSON.media_type, _("Standards that are kept")),
            link(f"{base}collections", "data", JSON.media_type, _("Collections")),
            link(f"{base}collections?f=html", "data", HTML.media_type, _("Collections")),
        ],
    }


def conformance() -> Document:
    """The standards' classes that the API keeps, its other rooms' too."""
    return {"conformsTo": [*CONFORMANCE, *(name for part in api_parts for name in part.conformance)]}


def terms_of(facts: list[Facts]) -> dict[int, Link]:
    """The licence link of each collection, by id, in one query."""
    found = Collection.objects.filter(pk__in=[entry.id for entry in facts]).select_related("dataset__licence")
    return {
        collection.pk: link(
            collection.dataset.licence.deed or collection.dataset.licence.uri,
            "license",
            HTML.media_type,
            collection.dataset.licence.title,
        )
        for collection in found
    }


def collection(request: HttpRequest, facts: Facts, terms: Link | None) -> Document:
    """One collection, the same in the list and on its own; a view adds links of its own answer."""
    here = collection_url(request, facts.name)
    document: Document = {
        "id": facts.name,
        "title": facts.title,
        "description": in_language(facts.descriptions),
        "itemType": "feature",
        "extent": extent(facts),
        "crs": [system.uri for system in SYSTEMS] if facts.has_geometry else [CRS84.uri],
        "storageCrs": CRS84.uri,
        "revision": facts.revision,
        "oldestRevision": facts.oldest_revision,
        "numberOfItems": facts.row_count,
        "updated": facts.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if facts.has_geometry:
        document["geometryType"] = facts.geometry_type.value
    base = root(request)
    items = f"{here}/items"
    document["links"] = [
        link(here, "self", JSON.media_type),
        link(f"{here}?f=html", "alternate", HTML.media_type),
        link(f"{items}?f=geojson", "items", GEOJSON.media_type, _("Features as GeoJSON")),
        link(f"{items}?f=csv", "items", CSV.media_type, _("All rows as CSV")),
        link(f"{items}?f=html", "items", HTML.media_type, _("Features as a table")),
        link(f"{items}?f=ndjson", "items", NDJSON.media_type, _("All features, one a line")),
        link(f"{here}/aggregates", "related", JSON.media_type, _("Counts and sums by group")),
        link(
            f"{here}/changes?since={facts.revision}",
            "related",
            JSON.media_type,
            _("What changed since a revision"),
        ),
        link(f"{here}/sortables", SORTABLES_REL, SCHEMA.media_type, _("What can be sorted by")),
        link(f"{here}/queryables", QUERYABLES_REL, SCHEMA.media_type, _("What can be asked for")),
        link(f"{here}/schema", SCHEMA_REL, SCHEMA.media_type, _("Properties and their types")),
        *([terms] if terms else []),
        *({**added, "href": base + added["href"]} for part in api_parts for added in part.links(facts)),
    ]
    return document


def extent(facts: Facts) -> Document:
    """The box around every feature; the town has no say here, only the rows."""
    document: Document = {"temporal": {"interval": [temporal_extent(facts)], "trs": GREGORIAN}}
    if facts.extent:
        document["spatial"] = {"bbox": [list(facts.extent)], "crs": CRS84.uri}
    return document


def schema(request: HttpRequest, facts: Facts, kind: str) -> Document:
    """JSON Schema of the properties: all of them (`schema`), those that a filter can name (`queryables`), those
    that an answer can be sorted by (`sortables`).
    """
    properties: Document = {}
    if kind == "schema":
        properties["id"] = {"type": "integer", "x-ogc-role": "id", "readOnly": True}
    if facts.has_geometry and kind != "sortables":
        properties["geometry"] = {
            "title": _("Geometry"),
            "x-ogc-role": "primary-geometry",
            "format": GEOMETRY_FORMATS[facts.geometry_type],
        }
    time, leaving = time_field(facts), leaving_of(facts)
    for position, field in enumerate(facts.fields):
        role = {"x-ogc-role": "primary-instant"} if field is time else {}
        properties[field.name] = {**field_schema(field), **role, "x-ogc-propertySeq": position + 1}
        if field.name in leaving:
            until = leaving[field.name].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            properties[field.name] |= {"deprecated": True, "x-sunset": until}
    document: Document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{collection_url(request, facts.name)}/{kind}",
        "type": "object",
        "title": facts.title,
        "description": in_language(facts.descriptions),
        "properties": properties,
    }
    if kind == "schema":
        document["x-revision"] = facts.revision
    else:
        document["additionalProperties"] = False
    return document


def field_schema(field: Field) -> Document:
    """JSON Schema of one field's values, with what people read about it."""
    entry: Document = {"title": field.title, "type": field.type.value}
    if field.type in JSON_FORMATS:
        entry = {**entry, "type": "string", "format": JSON_FORMATS[field.type]}
    if in_language(field.descriptions):
        entry["description"] = in_language(field.descriptions)
    if len(field.titles) > 1:
        # JSON Schema has one title; the others stand beside it.
        entry["x-titles"] = dict(field.titles)
    if field.unit:
        entry["x-ogc-unit"] = field.unit
    if field.codes:
        entry["oneOf"] = [
            {"const": code, "title": in_language(titles) or code} for code, titles in field.codes.items()
        ]
    return entry
