"""Paths of one collection; each property that can be asked for is a parameter, as GDAL and QGIS expect."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from opendata.features.documents import field_schema
from opendata.features.openapi.components import TEXT, document_response, operation, refer
from opendata.features.parameters import queryables
from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts

SCHEMA_TYPE = "application/schema+json"
TYPES = {FieldType.DATE: ("string", "date"), FieldType.DATETIME: ("string", "date-time")}


def collection_paths(facts: Facts) -> dict[str, Any]:
    """Collection, items, item, queryables and schema."""
    here = f"/collections/{facts.name}"
    title = in_language(facts.titles) or facts.name
    key = "".join(part.capitalize() for part in facts.name.split("-"))
    return {
        here: operation(
            f"describe{key}", title, document_response(title, "collection"), tag=facts.name, missing=True
        ),
        f"{here}/items": operation(
            f"get{key}", _("Features of “%(title)s”") % {"title": title}, items_answer(facts),
            tag=facts.name, parameters=items_parameters(facts), missing=True,
        ),
        f"{here}/items/{{fid}}": operation(
            f"getOneOf{key}", _("One feature of “%(title)s”") % {"title": title}, item_answer(facts),
            tag=facts.name, missing=True,
            parameters=[refer("parameters", "fid"), refer("parameters", "item-f")],
        ),
        f"{here}/queryables": operation(
            f"queryablesOf{key}", _("What can be asked for"),
            document_response(_("JSON Schema"), "jsonSchema", SCHEMA_TYPE), tag=facts.name, missing=True,
        ),
        f"{here}/schema": operation(
            f"schemaOf{key}", _("Properties and their types"),
            document_response(_("JSON Schema"), "jsonSchema", SCHEMA_TYPE), tag=facts.name, missing=True,
        ),
    }  # fmt: skip


def items_parameters(facts: Facts) -> list[dict[str, Any]]:
    """The fixed parameters, then one for each queryable."""
    fixed = ["items-f", "limit", "bbox", "datetime", "properties", "after", "bom"]
    return [
        *(refer("parameters", name) for name in fixed),
        *(field_parameter(field) for field in queryables(facts)),
    ]


def field_parameter(field: Field) -> dict[str, Any]:
    """Equality with a value of the field's type."""
    described = field_schema(field)
    kind, form = TYPES.get(field.type, (field.type.value, ""))
    schema: dict[str, Any] = {"type": kind}
    if form:
        schema["format"] = form
    if field.codes:
        schema["enum"] = list(field.codes)
    return {
        "name": field.name,
        "in": "query",
        "description": described.get("description") or described["title"],
        "schema": schema,
        "style": "form",
        "explode": False,
    }


def property_schema(field: Field) -> dict[str, Any]:
    """A property in an answer; null where nothing is known."""
    kind, form = TYPES.get(field.type, (field.type.value, ""))
    schema: dict[str, Any] = {"type": kind, "nullable": True, "title": field_schema(field)["title"]}
    return {**schema, "format": form} if form else schema


def feature_schema(facts: Facts) -> dict[str, Any]:
    """One GeoJSON feature of the collection."""
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "integer"},
            "geometry": refer("schemas", "geometry"),
            "properties": {
                "type": "object",
                "properties": {field.name: property_schema(field) for field in facts.fields},
            },
        },
    }


def items_answer(facts: Facts) -> dict[str, Any]:
    """A page of features, in each format."""
    collection = {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "timeStamp": {"type": "string", "format": "date-time"},
            "numberMatched": {"type": "integer"},
            "numberReturned": {"type": "integer"},
            "links": {"type": "array", "items": refer("schemas", "link")},
            "features": {"type": "array", "items": feature_schema(facts)},
        },
    }
    return {
        "description": _("A page of features; “next” leads on."),
        "content": {
            "application/geo+json": {"schema": collection},
            "text/csv": {"schema": TEXT},
            "text/html": {"schema": TEXT},
        },
    }


def item_answer(facts: Facts) -> dict[str, Any]:
    """One feature."""
    return {
        "description": _("The feature."),
        "content": {"application/geo+json": {"schema": feature_schema(facts)}, "text/html": {"schema": TEXT}},
    }
