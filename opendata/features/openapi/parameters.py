"""Parameters that the paths refer to."""

from __future__ import annotations

from typing import Any

from opendata.features.cql2.parsing import LANGUAGES
from opendata.features.crs import SYSTEMS
from opendata.features.names import DEFAULT_LIMIT, MAXIMUM_LIMIT

Part = dict[str, Any]

TEXT: Part = {"type": "string"}
CRS: Part = {"type": "string", "format": "uri", "enum": [system.uri for system in SYSTEMS]}
# Letters before a comma; an empty name between two commas names nothing.
NAMES: Part = {"type": "array", "items": TEXT}


def _in_query(name: str, description: str, schema: Part, **more: Any) -> Part:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": schema,
        "style": "form",
        "explode": False,
        **more,
    }


def _format(*names: str) -> Part:
    return _in_query("f", "Format; the Accept header does the same.", {"type": "string", "enum": list(names)})


def _limit(default: int) -> Part:
    return {"type": "integer", "minimum": 1, "maximum": MAXIMUM_LIMIT, "default": default}


PARAMETERS: dict[str, Part] = {
    "f": _format("json", "html"),
    "items-f": _format("geojson", "json", "csv", "html", "ndjson", "geojsonseq", "jsonfg"),
    "item-f": _format("geojson", "json", "html", "jsonfg"),
    "aggregates-f": _format("json", "csv", "html"),
    "changes-f": _format("json"),
    "limit": _in_query(
        "limit",
        "Features on a page; at most the maximum counts. CSV and streams have all without it.",
        _limit(DEFAULT_LIMIT),
    ),
    "groups-limit": _in_query("limit", "Groups at most, the largest first.", _limit(1_000)),
    "changes-limit": _in_query("limit", "Changes on a page.", _limit(1_000)),
    "bbox": _in_query(
        "bbox",
        "West, south, east, north in degrees, or in the axes of bbox-crs. Features without a geometry match.",
        {
            "type": "array",
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            "items": {"type": "number"},
        },
    ),
    "bbox-crs": _in_query("bbox-crs", "Reference system of bbox.", CRS),
    "crs": _in_query("crs", "Reference system of the answer's coordinates.", CRS),
    "datetime": _in_query(
        "datetime",
        "A moment or an interval, of the first property that is a date. Features without one match.",
        TEXT,
    ),
    "q": _in_query("q", "Words in any text; case and accents make no difference.", TEXT),
    "filter": _in_query("filter", "A condition in CQL2.", TEXT),
    "filter-lang": _in_query(
        "filter-lang",
        "Language of the filter.",
        {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
    ),
    "filter-crs": _in_query("filter-crs", "Reference system of the filter's geometries.", CRS),
    "sortby": _in_query("sortby", "Names with + or - before, with commas between.", NAMES),
    "properties": _in_query("properties", "Names of the properties to give, with commas between.", NAMES),
    "revision": _in_query("revision", "An earlier state, by its number.", {"type": "integer", "minimum": 0}),
    "after": _in_query("after", "Taken from a next link.", TEXT),
    "bom": _in_query(
        "bom",
        "1 begins a CSV with a byte order mark, for spreadsheets.",
        {"type": "string", "enum": ["0", "1", "true", "false"]},
    ),
    "group_by": _in_query("group_by", "Properties whose values make the groups.", NAMES),
    "count": _in_query(
        "count",
        "Rows are always counted; may be given.",
        {"type": "string", "enum": ["true", "1"]},
        allowEmptyValue=True,
    ),
    **{
        name: _in_query(name, f"Properties to take the {word} of, in each group.", NAMES)
        for name, word in (("sum", "sum"), ("min", "least"), ("max", "greatest"), ("avg", "average"))
    },
    "since": _in_query(
        "since", "The revision that you have.", {"type": "integer", "minimum": 0}, required=True
    ),
    "fid": {"name": "fid", "in": "path", "required": True, "description": "Feature id.", "schema": TEXT},
}
