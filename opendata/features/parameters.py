"""From the query string of an items request to a question to the rows; every mistake is named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.api.errors import BadParameter
from cms.kit.api.parameters import refuse_unknown
from opendata.features.asking.boxes import box_of
from opendata.features.asking.lookups import conditions_of, lookup_named
from opendata.features.asking.searching import search_of
from opendata.features.asking.sorting import order_of
from opendata.features.asking.times import during, span_of, time_field
from opendata.features.cql2.conditions import filter_condition
from opendata.features.cql2.expressions import Condition, Scope
from opendata.features.cql2.parsing import TEXT
from opendata.features.crs import ReferenceSystem, system_named
from opendata.features.names import DEFAULT_LIMIT, ITEMS_PARAMETERS, MAXIMUM_LIMIT
from opendata.features.tokens import place_in
from opendata.tables.contract import Field
from opendata.tables.errors import BadQuery
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.values import parse_value
from opendata.tables.wording import TYPE_TITLES, WRITTEN

WHOLE = re.compile(r"[0-9]{1,18}\Z")
FLAGS = {"1": True, "true": True, "0": False, "false": False}


@dataclass(frozen=True)
class Asked:
    """An items request. `limit_given` False: a format that streams may give all rows."""

    query: RowQuery
    crs: ReferenceSystem
    limit_given: bool
    bom: bool


def parameter_fields(facts: Facts) -> list[Field]:
    """The fields that can be asked for by a parameter of their name; a filter can name all of them."""
    return [field for field in facts.fields if field.name not in ITEMS_PARAMETERS]


def asked_for(parameters: QueryDict, facts: Facts) -> Asked:
    """The question of an items request, of the state that the facts are of (revisions.state_asked).

    Raises the problem of the first parameter that cannot be used."""
    given = known_parameters(parameters, facts, ITEMS_PARAMETERS)
    order = order_of(given["sortby"], facts) if given.get("sortby") else ()
    query = query_of(
        given,
        facts,
        limit=limit_of(given.get("limit")),
        order=order,
        after=place_in(facts.name, given["after"], order) if "after" in given else None,
        properties=_properties(given["properties"], facts) if "properties" in given else None,
    )
    return Asked(query, system_named(given.get("crs"), "crs"), "limit" in given, flag_of(given, "bom"))


def known_parameters(parameters: QueryDict, facts: Facts, own: frozenset[str]) -> dict[str, str]:
    """Parameters by name, all of them known: an address's own, properties and comparisons of them."""
    fields = {field.name: field for field in parameter_fields(facts)}
    known = own | fields.keys()
    if not parameters.keys() <= known:
        known |= {name for name in parameters if lookup_named(name, fields)}
    refuse_unknown(parameters, known)
    return parameters.dict()  # type: ignore[return-value]  # values are texts


def query_of(given: Mapping[str, str], facts: Facts, **more: Any) -> RowQuery:
    """The rows that the conditions of a request let through."""
    fields = parameter_fields(facts)
    bbox, slanted = None, None
    bbox_crs = system_named(given.get("bbox-crs"), "bbox-crs")
    if "bbox" in given:
        bbox, slanted = box_of(given["bbox"], bbox_crs)
    conditions = [
        *([slanted] if slanted else []),
        *_in_time(given, facts),
        *_by_filter(given, facts),
        *_by_comparison(given, fields, facts),
        *([search_of(given["q"], facts)] if "q" in given else []),
    ]
    return RowQuery(
        collection=facts.name,
        bbox=bbox,
        filters=tuple((field, _value(field, given[field.name])) for field in fields if field.name in given),
        where=_all_of(conditions),
        then=facts.then,
        **more,
    )


def limit_of(text: str | None, default: int = DEFAULT_LIMIT) -> int:
    """A whole number from 1; more than the maximum counts as the maximum."""
    if text is None:
        return default
    if not WHOLE.match(text) or int(text) < 1:
        raise BadParameter(
            _("“limit” is a whole number from 1 on; more than %(maximum)s counts as that.")
            % {"maximum": MAXIMUM_LIMIT},
            parameter="limit",
        )
    return min(int(text), MAXIMUM_LIMIT)


def _in_time(given: Mapping[str, str], facts: Facts) -> list[Condition]:
    if "datetime" not in given:
        return []
    span, field = span_of(given["datetime"]), time_field(facts)
    # Rows without a time of their own always match, says the standard.
    return [during(field, span)] if field else []


def _by_filter(given: Mapping[str, str], facts: Facts) -> list[Condition]:
    crs = system_named(given.get("filter-crs"), "filter-crs")
    if not given.get("filter"):
        return []
    scope = Scope(facts.by_name, facts.has_geometry, crs)
    return [filter_condition(given["filter"], scope, language=given.get("filter-lang", TEXT))]


def _by_comparison(given: Mapping[str, str], fields: Sequence[Field], facts: Facts) -> list[Condition]:
    by_name = {field.name: field for field in fields}
    found = {name: lookup_named(name, by_name) for name in given if "__" in name}
    return conditions_of(given, {name: lookup for name, lookup in found.items() if lookup}, facts)


def _all_of(conditions: Sequence[Condition]) -> tuple[sql.Composable, tuple[Any, ...]] | None:
    if not conditions:
        return None
    code = sql.SQL(" AND ").join(sql.SQL("({})").format(part) for part, _values in conditions)
    return code, tuple(value for _part, values in conditions for value in values)


def _value(field: Field, text: str) -> Any:
    try:
        return parse_value(field, text)
    except BadQuery as problem:
        raise BadParameter(
            _("“%(name)s” needs a value of the type “%(type)s”, such as %(example)s.")
            % {
                "name": field.name,
                "type": TYPE_TITLES[field.type],
                "example": WRITTEN.get(field.type, field.type.value),
            },
            parameter=field.name,
        ) from problem


def _properties(text: str, facts: Facts) -> tuple[Field, ...]:
    names = [name for name in text.split(",") if name]
    fields = facts.by_name
    for name in names:
        if name not in fields:
            raise BadParameter(
                _("“properties” names “%(name)s”, which the collection does not have.") % {"name": name},
                parameter="properties",
            )
    return tuple(field for field in facts.fields if field.name in names)


def flag_of(given: Mapping[str, str], name: str) -> bool:
    """Whether a parameter that is 1 or 0 is set."""
    if given.get(name, "0") not in FLAGS:
        raise BadParameter(_("“%(name)s” is 1 or 0.") % {"name": name}, parameter=name)
    return FLAGS[given.get(name, "0")]
