"""From the query string of an items request to a question to the rows; every mistake is named."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter
from cms.kit.api.parameters import refuse_unknown
from opendata.features.names import CRS84, DEFAULT_LIMIT, ITEMS_PARAMETERS, MAXIMUM_LIMIT
from opendata.features.tokens import place_in
from opendata.tables.contract import Field
from opendata.tables.errors import BadQuery
from opendata.tables.querysets import BBox, RowQuery
from opendata.tables.reading import Facts
from opendata.tables.values import parse_value

WHOLE = re.compile(r"[0-9]{1,18}\Z")
SAFE_CURIES = {CRS84, f"<{CRS84}>", "[OGC:CRS84]", "OGC:CRS84"}


@dataclass(frozen=True)
class Asked:
    """An items request. `limit_given` False: a format that streams may give all rows."""

    query: RowQuery
    limit_given: bool
    bom: bool


def queryables(facts: Facts) -> list[Field]:
    """The fields that can be asked for by a parameter of their name."""
    return [field for field in facts.fields if field.name not in ITEMS_PARAMETERS]


def asked_for(parameters: QueryDict, facts: Facts) -> Asked:
    """The question of an items request. Raises the problem of the first parameter that cannot be used."""
    fields = {field.name: field for field in queryables(facts)}
    refuse_unknown(parameters, ITEMS_PARAMETERS | fields.keys())
    given: dict[str, str] = parameters.dict()  # type: ignore[assignment]  # each stands once, checked before
    _check_reference_systems(given)
    if "datetime" in given:
        # Rows have no time of their own in this meaning, and the standard counts those in.
        check_datetime(given["datetime"])
    query = RowQuery(
        collection=facts.name,
        after=place_in(facts.name, given["after"]) if "after" in given else None,
        limit=limit_of(given.get("limit")),
        bbox=bbox_of(given["bbox"]) if "bbox" in given else None,
        filters=tuple((field, _value(field, given[name])) for name, field in fields.items() if name in given),
        properties=_properties(given["properties"], facts) if "properties" in given else None,
    )
    return Asked(query, "limit" in given, _flag(given, "bom"))


def limit_of(text: str | None) -> int:
    """A whole number from 1; more than the maximum counts as the maximum."""
    if text is None:
        return DEFAULT_LIMIT
    if not WHOLE.match(text) or int(text) < 1:
        raise BadParameter(
            _("“limit” is a whole number from 1 to %(maximum)s.") % {"maximum": MAXIMUM_LIMIT},
            parameter="limit",
        )
    return min(int(text), MAXIMUM_LIMIT)


def bbox_of(text: str) -> BBox:
    """Four numbers, or six of which the heights do not matter; degrees, west south east north."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (4, 6) or not all(math.isfinite(number) for number in numbers):
        raise BadParameter(
            _("“bbox” is four numbers with commas between: west, south, east, north (or six with heights)."),
            parameter="bbox",
        )
    west, south, east, north = (numbers[at] for at in ((0, 1, 2, 3) if len(numbers) == 4 else (0, 1, 3, 4)))
    if south > north:
        raise BadParameter(_("The south of “bbox” lies north of its north."), parameter="bbox")
    if max(abs(west), abs(east)) > 540:
        raise BadParameter(_("“bbox” is in degrees: longitude, latitude."), parameter="bbox")
    if east - west >= 360:
        west, east = -180.0, 180.0
    west, east = (degrees if abs(degrees) <= 180 else (degrees + 180) % 360 - 180 for degrees in (west, east))
    return west, max(south, -90.0), east, min(north, 90.0)


def check_datetime(text: str) -> None:
    """A date, a moment, or an interval of them with `/`, open with `..` or nothing."""
    ends = text.split("/")
    if (
        len(ends) <= 2
        and all(end in ("", "..") or _is_moment(end) for end in ends)
        and text not in ("", "..")
    ):
        known = [end for end in ends if end not in ("", "..")]
        if len(known) < 2 or known[0][:10] <= known[1][:10]:
            return
    raise BadParameter(
        _("“datetime” is a moment such as 2026-05-01T00:00:00Z, or two of them with “/” between."),
        parameter="datetime",
    )


def _is_moment(text: str) -> bool:
    try:
        if "T" in text.upper():
            return datetime.fromisoformat(text.upper().replace(" ", "+")).tzinfo is not None
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _value(field: Field, text: str) -> Any:
    try:
        return parse_value(field, text)
    except BadQuery as problem:
        raise BadParameter(
            _("“%(name)s” needs a value of the type %(type)s.") % {"name": field.name, "type": problem},
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


def _check_reference_systems(given: Mapping[str, str]) -> None:
    for name in ("crs", "bbox-crs"):
        if name in given and given[name] not in SAFE_CURIES:
            raise BadParameter(
                _("“%(name)s” can be %(crs)s here.") % {"name": name, "crs": CRS84}, parameter=name
            )


def _flag(given: Mapping[str, str], name: str) -> bool:
    if given.get(name, "0") not in ("0", "1"):
        raise BadParameter(_("“%(name)s” is 1 or 0.") % {"name": name}, parameter=name)
    return given.get(name) == "1"
