"""Fixed names of the API: limits, conformance classes, reference systems, parameters."""

from __future__ import annotations

from datetime import UTC, datetime

DEFAULT_LIMIT = 100
MAXIMUM_LIMIT = 10_000
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
QUERYABLES_REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
SORTABLES_REL = "http://www.opengis.net/def/rel/ogc/1.0/sortables"
SCHEMA_REL = "http://www.opengis.net/def/rel/ogc/1.0/schema"

_SPEC = "http://www.opengis.net/spec"
_FEATURES = {
    1: ("core", "geojson", "html", "oas30"),
    2: ("crs",),
    3: ("queryables", "queryables-query-parameters", "filter", "features-filter"),
    5: (
        "schemas",
        "core-roles-features",
        "queryables",
        "sortables",
        "returnables-and-receivables",
    ),
    8: ("sorting", "features-sorting"),
}
_CQL2 = (
    "cql2-text",
    "cql2-json",
    "basic-cql2",
    "advanced-comparison-operators",
    "case-insensitive-comparison",
    "accent-insensitive-comparison",
    "basic-spatial-functions",
    "basic-spatial-functions-plus",
    "spatial-functions",
    "temporal-functions",
    "property-property",
    "arithmetic",
)
CONFORMANCE = (
    f"{_SPEC}/ogcapi-common-1/1.0/conf/core",
    *(
        f"{_SPEC}/ogcapi-features-{part}/1.0/conf/{name}"
        for part, names in _FEATURES.items()
        for name in names
    ),
    *(f"{_SPEC}/cql2/1.0/conf/{name}" for name in _CQL2),
    f"{_SPEC}/json-fg-1/0.3/conf/core",
)

# Conditions of an items request, which aggregates take too.
CONDITIONS = frozenset(
    {"bbox", "bbox-crs", "datetime", "q", "filter", "filter-lang", "filter-crs", "revision"}
)
# Parameters of an items request; a property of the same name can be asked for in a filter only.
ITEMS_PARAMETERS = CONDITIONS | {"f", "limit", "crs", "properties", "sortby", "after", "bom"}


def now() -> str:
    """The moment of an answer, as RFC 3339 writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
