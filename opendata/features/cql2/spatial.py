"""Spatial predicates: geometries of the filter as PostGIS values, always with their SRID."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql
from shapely.errors import ShapelyError
from shapely.geometry import shape

from opendata.features.cql2.expressions import Condition, Expression, Kind, Scope
from opendata.features.cql2.problems import not_understood, refused, shown
from opendata.features.cql2.scalars import arguments, expect, value_of
from opendata.features.crs import ReferenceSystem

FUNCTIONS = {
    "s_intersects": "ST_Intersects",
    "s_within": "ST_Within",
    "s_contains": "ST_Contains",
    "s_disjoint": "ST_Disjoint",
    "s_equals": "ST_Equals",
    "s_touches": "ST_Touches",
    "s_crosses": "ST_Crosses",
    "s_overlaps": "ST_Overlaps",
}
# The other predicates of PostGIS do not take collections of mixed kinds.
TAKE_COLLECTIONS = frozenset({"s_intersects", "s_disjoint"})
DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
STORED_SRID = 4326


def spatial_condition(name: str, node: dict[str, Any], scope: Scope) -> Condition:
    """SQL of a spatial predicate between two geometries."""
    left, right = (_geometry_of(part, name, scope) for part in arguments(node, 2))
    code = sql.SQL("{}({}, {})").format(sql.SQL(FUNCTIONS[name]), left.code, right.code)
    return code, [*left.parameters, *right.parameters]


def _geometry_of(part: Any, name: str, scope: Scope) -> Expression:
    if isinstance(part, dict):
        if "bbox" in part:
            return _literal(_box(part["bbox"], scope.crs), name, scope.crs)
        if "type" in part:
            return _literal(part, name, scope.crs)
    return expect(value_of(part, scope), Kind.GEOMETRY, name)


def _literal(geometry: dict[str, Any], name: str, crs: ReferenceSystem) -> Expression:
    """The geometry as GeoJSON with its SRID, brought to the stored system."""
    plain = _checked(geometry, name, crs)
    code: sql.Composable = sql.SQL("ST_SetSRID(ST_GeomFromGeoJSON(%s), {})").format(sql.Literal(crs.srid))
    if crs.srid != STORED_SRID:
        code = sql.SQL("ST_Transform({}, {})").format(code, sql.Literal(STORED_SRID))
    return Expression(Kind.GEOMETRY, code, (json.dumps(plain),), literal=plain)


def _checked(geometry: dict[str, Any], name: str, crs: ReferenceSystem) -> dict[str, Any]:
    """A valid geometry in two dimensions, longitude first."""
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        if not isinstance(members, list) or not members:
            raise not_understood(geometry)
        if name not in TAKE_COLLECTIONS:
            raise refused(_("“filter”: “%(name)s” does not take a GEOMETRYCOLLECTION.") % {"name": name})
        plain = [_checked(_simple(member), name, crs) for member in members]
        return {"type": kind, "geometries": plain}
    if not isinstance(kind, str) or kind not in DEPTHS:
        raise not_understood(geometry)
    coordinates = _positions(geometry.get("coordinates"), DEPTHS[kind], crs)
    found = {"type": kind, "coordinates": coordinates}
    _check_shape(found)
    return found


def _simple(member: Any) -> dict[str, Any]:
    if not isinstance(member, dict) or member.get("type") == "GeometryCollection":
        raise not_understood(member)
    return member


def _check_shape(geometry: dict[str, Any]) -> None:
    """PostGIS would fail on rings that are open or that cross themselves."""
    if "Polygon" in geometry["type"]:
        rings: Iterator[Any] = (
            ring
            for polygon in (
                geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
            )
            for ring in polygon
        )
        if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
            raise refused(_("“filter”: a polygon's ring has four positions or more, the last as the first."))
    try:
        made = shape(geometry)
        sound = not made.is_empty and made.is_valid
    except (ShapelyError, ValueError, IndexError, TypeError) as problem:
        raise not_understood(geometry) from problem
    if not sound:
        raise refused(
            _("“filter”: this geometry crosses itself or is empty: %(part)s") % {"part": shown(geometry)}
        )


def _positions(given: Any, depth: int, crs: ReferenceSystem) -> Any:
    if not isinstance(given, list) or not given:
        raise not_understood(given)
    if depth > 0:
        return [_positions(part, depth - 1, crs) for part in given]
    if len(given) not in (2, 3) or not all(_is_number(number) for number in given):
        raise not_understood(given)
    x, y = (given[1], given[0]) if crs.latitude_first else (given[0], given[1])
    west, south, east, north = crs.limits
    if not (west <= x <= east and south <= y <= north):
        raise refused(
            _("“filter”: %(part)s is no position in %(crs)s.") % {"part": shown(given), "crs": crs.uri}
        )
    return [x, y]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _box(numbers: Any, crs: ReferenceSystem) -> dict[str, Any]:
    """A box as a geometry in the axes of its system; one that goes over the 180th meridian is two."""
    if (
        not isinstance(numbers, list)
        or len(numbers) not in (4, 6)
        or not all(_is_number(number) for number in numbers)
    ):
        raise not_understood({"bbox": numbers})
    low, high = numbers[: len(numbers) // 2][:2], numbers[len(numbers) // 2 :][:2]
    (west, south), (east, north) = (low[::-1], high[::-1]) if crs.latitude_first else (low, high)
    if south > north or (west > east and not crs.in_degrees):
        raise refused(_("“filter”: the corners of “BBOX” are the lower left and the upper right."))
    parts = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    turn = crs.latitude_first
    if len(parts) == 2:
        return {"type": "MultiPolygon", "coordinates": [[_ring(*part, south, north, turn)] for part in parts]}
    corner, other = _turned((west, south), turn), _turned((east, north), turn)
    if west == east and south == north:
        return {"type": "Point", "coordinates": corner}
    if west == east or south == north:
        return {"type": "LineString", "coordinates": [corner, other]}
    return {"type": "Polygon", "coordinates": [_ring(west, east, south, north, turn)]}


def _ring(west: float, east: float, south: float, north: float, turn: bool) -> list[list[float]]:
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [_turned(corner, turn) for corner in corners]


def _turned(position: Sequence[float], turn: bool) -> list[float]:
    x, y = position
    return [y, x] if turn else [x, y]
