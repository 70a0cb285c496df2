"""Paths of one collection; each property that can be asked for is a parameter, as GDAL and QGIS expect."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from opendata.features.aggregates import FUNCTIONS
from opendata.features.asking.lookups import ORDERED, lookups_of
from opendata.features.documents import field_schema
from opendata.features.openapi.components import TEXT, document_response, operation, refer
from opendata.features.parameters import parameter_fields
from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts

SCHEMA_TYPE = "application/schema+json"
CONDITIONS = ("bbox", "bbox-crs", "datetime", "q", "filter", "filter-lang", "filter-crs", "revision")
# A table of hundreds of columns would be described by thousands of parameters; they work all the same.
MOST_COMPARED = 40
TYPES = {FieldType.DATE: ("string", "date"), FieldType.DATETIME: ("string", "date-time")}


def collection_paths(facts: Facts) -> dict[str, Any]:
    """Collection, items, item, aggregates, changes, and the three schemas."""
    here = f"/collections/{facts.name}"
    title = facts.title
    key = "".join(part.capitalize() for part in facts.name.split("-"))
    about: dict[str, Any] = {"tag": facts.name, "missing": True}

    def schema(name: str, summary: str) -> dict[str, Any]:
        answer = document_response(_("JSON Schema"), "jsonSchema", SCHEMA_TYPE)
        return {f"{here}/{name}": operation(f"{name}Of{key}", summary, answer, **about)}

    def path(
        name: str, summary: str, answer: dict[str, Any], parameters: list[dict[str, Any]]
    ) -> dict[str, Any]:
        return operation(f"{name}{key}", summary, answer, parameters=parameters, revisions=True, **about)

    item = [refer("parameters", name) for name in ("fid", "item-f", "crs", "revision")]
    changes = [refer("parameters", name) for name in ("changes-f", "since", "changes-limit", "after")]
    return {
        here: operation(f"describe{key}", title, document_response(title, "collection"), **about),
        f"{here}/items": path(
            "get",
            _("Features of “%(title)s”") % {"title": title},
            items_answer(facts),
            items_parameters(facts),
        ),
        f"{here}/items/{{fid}}": path(
            "getOneOf", _("One feature of “%(title)s”") % {"title": title}, item_answer(facts), item
        ),
        f"{here}/aggregates": path(
            "aggregate",
            _("Counts and sums of “%(title)s” by group") % {"title": title},
            aggregates_answer(),
            aggregates_parameters(facts),
        ),
        f"{here}/changes": path(
            "changesOf", _("What changed in “%(title)s”") % {"title": title}, changes_answer(facts), changes
        ),
        **schema("queryables", _("What can be asked for")),
        **schema("sortables", _("What can be sorted by")),
        **schema("schema", _("Properties and their types")),
    }


def items_parameters(facts: Facts) -> list[dict[str, Any]]:
    """The fixed parameters, then those of the properties."""
    fixed = ["items-f", "limit", "crs", "properties", "sortby", "after", "bom", *CONDITIONS]
    return [*(refer("parameters", name) for name in fixed), *property_parameters(facts)]


def aggregates_parameters(facts: Facts) -> list[dict[str, Any]]:
    """What to compute, then the same conditions."""
    fixed = ["aggregates-f", "groups-limit", "bom", "group_by", "count", *FUNCTIONS, *CONDITIONS]
    own = {"group_by", "count", *FUNCTIONS}
    mine = [one for one in property_parameters(facts) if one["name"] not in own]
    return [*(refer("parameters", name) for name in fixed), *mine]


def property_parameters(facts: Facts) -> list[dict[str, Any]]:
    """One parameter for each queryable, then its comparisons; those only while they do not fill the document."""
    fields = parameter_fields(facts)
    made = [field_parameter(field) for field in fields]
    if len(fields) <= MOST_COMPARED:
        known = lookups_of(fields, dict.fromkeys(field.name for field in fields))
        made += [lookup_parameter(name, field, lookup) for name, (field, lookup) in known.items()]
    return made


def lookup_parameter(name: str, field: Field, lookup: str) -> dict[str, Any]:
    """A comparison with a value of the field's type, or a list of them."""
    kind, form = TYPES.get(field.type, (field.type.value, ""))
    one: dict[str, Any] = {"type": kind, **({"format": form} if form else {})}
    if field.type is FieldType.TEXT:
        one["minLength"] = 1
    schema = {
        "isnull": {"type": "string", "enum": ["true", "false"]},
        "in": {"type": "array", "items": one, "minItems": 1},
    }.get(lookup, one)
    title = field.title
    return {
        "name": name,
        "in": "query",
        "description": f"{title} {ORDERED.get(lookup, lookup)}",
        "schema": schema,
        "style": "form",
        "explode": False,
    }


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
    rows = {
        "type": "object",
        "required": ["rows"],
        "properties": {
            "numberMatched": {"type": "integer"},
            "numberReturned": {"type": "integer"},
            "links": {"type": "array", "items": refer("schemas", "link")},
            "rows": {"type": "array", "items": {"type": "object"}},
        },
    }
    return {
        "description": _("A page of features; “next” leads on."),
        "content": {
            "application/geo+json": {"schema": collection},
            "application/json": {"schema": rows},
            "application/vnd.ogc.fg+json": {"schema": collection},
            "application/x-ndjson": {"schema": TEXT},
            "application/geo+json-seq": {"schema": TEXT},
            "text/csv": {"schema": TEXT},
            "text/html": {"schema": TEXT},
        },
    }


def item_answer(facts: Facts) -> dict[str, Any]:
    """One feature."""
    return {
        "description": _("The feature."),
        "content": {
            "application/geo+json": {"schema": feature_schema(facts)},
            "application/json": {"schema": {"type": "object", "required": ["id"]}},
            "application/vnd.ogc.fg+json": {"schema": feature_schema(facts)},
            "text/html": {"schema": TEXT},
        },
    }


def aggregates_answer() -> dict[str, Any]:
    """Groups with their counts and measures."""
    group = {
        "type": "object",
        "required": ["count"],
        "properties": {"key": {"type": "object"}, "count": {"type": "integer"}},
    }
    groups = {
        "type": "object",
        "required": ["groups", "complete"],
        "properties": {
            "revision": {"type": "integer"},
            "numberReturned": {"type": "integer"},
            "complete": {"type": "boolean"},
            "groups": {"type": "array", "items": group},
            "links": {"type": "array", "items": refer("schemas", "link")},
        },
    }
    content = {
        "application/json": {"schema": groups},
        "text/csv": {"schema": TEXT},
        "text/html": {"schema": TEXT},
    }
    return {"description": _("The groups, the largest first."), "content": content}


def changes_answer(facts: Facts) -> dict[str, Any]:
    """Rows that came, changed or went."""
    feature = {**feature_schema(facts), "nullable": True}
    change = {
        "type": "object",
        "required": ["type", "id", "revision", "feature"],
        "properties": {
            "type": {"type": "string", "enum": ["added", "changed", "removed"]},
            "id": {"type": "integer"},
            "revision": {"type": "integer"},
            "feature": feature,
        },
    }
    changes = {
        "type": "object",
        "required": ["since", "revision", "changes"],
        "properties": {
            "since": {"type": "integer"},
            "revision": {"type": "integer"},
            "numberReturned": {"type": "integer"},
            "changes": {"type": "array", "items": change},
            "links": {"type": "array", "items": refer("schemas", "link")},
        },
    }
    return {
        "description": _("Changes in the order of their revisions."),
        "content": {"application/json": {"schema": changes}},
    }
