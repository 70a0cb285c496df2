"""Points, lines and areas as people give them: typed coordinates or GeoJSON, checked before anything is computed."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.contrib.gis.geos import GEOSException, LineString, Point, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagement.intake.kinds.base import unreadable

Position = tuple[float, float]  # longitude, latitude
DIGITS = 7
MOST_POSITIONS = 500
LONGEST_TEXT = 20_000
EARTH = 6_371_008.8
_PAIR = re.compile(
    r"\s*\(?\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[,;\s]\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*\)?\s*", re.ASCII
)
TYPES = {"point": "Point", "line": "LineString", "area": "Polygon"}
LEAST_POSITIONS = {"point": 1, "line": 2, "area": 3}


def typed_positions(text: str) -> list[Position]:
    """One pair a line, latitude first as maps on the web show it. Raises ValidationError."""
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("There are too many positions. Draw a simpler shape."), code="size")
    positions = []
    for line in re.split(r"[\n|]", text):
        if not line.strip():
            continue
        pair = _PAIR.fullmatch(line)
        if pair is None:
            raise ValidationError(
                _("Write each position as latitude and longitude, such as 37.98380, 23.72750."),
                code="position",
            )
        latitude, longitude = (float(part.replace(",", ".")) for part in pair.groups())
        positions.append((longitude, latitude))
    return positions


def written_positions(geometry: Any) -> str:
    """The same the other way round."""
    found = positions_of(geometry) if isinstance(geometry, dict) else []
    return "\n".join(f"{latitude:.6f}, {longitude:.6f}" for longitude, latitude in found)


def positions_of(geometry: dict[str, Any]) -> list[Position]:
    """Positions of a GeoJSON geometry, without the one that closes a ring; empty for anything else."""
    found: Any = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        found = [found]
    if geometry.get("type") == "Polygon":
        found = found[0] if isinstance(found, list) and len(found) == 1 else None
    if not isinstance(found, list) or len(found) > MOST_POSITIONS + 1:
        return []
    if not all(isinstance(each, (list, tuple)) and len(each) == 2 and _are_numbers(each) for each in found):
        return []
    positions = [(float(longitude), float(latitude)) for longitude, latitude in found]
    if geometry.get("type") == "Polygon" and len(positions) > 1 and positions[0] == positions[-1]:
        positions.pop()
    return positions


def _are_numbers(pair: Sequence[Any]) -> bool:
    return all(type(number) in (int, float) and abs(number) <= 1_000 for number in pair)


def shape_of(kind: str, positions: Sequence[Position]) -> Any:
    """A valid geometry of that kind (point, line, area). Raises ValidationError."""
    if len(positions) > MOST_POSITIONS:
        raise ValidationError(_("There are too many positions. Draw a simpler shape."), code="size")
    if not all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in positions):
        raise ValidationError(
            _("Latitudes lie between -90 and 90, longitudes between -180 and 180."), code="position"
        )
    rounded = [(round(longitude, DIGITS), round(latitude, DIGITS)) for longitude, latitude in positions]
    distinct = list(dict.fromkeys(rounded))
    if kind == "point" and len(rounded) > 1:
        raise ValidationError(_("Give one position only."), code="position")
    if len(distinct) < LEAST_POSITIONS[kind]:
        raise ValidationError(
            _("A line needs at least two positions.")
            if kind == "line"
            else _("An area needs at least three positions."),
            code="position",
        )
    try:
        shape = _made(kind, rounded)
        fits = shape.valid and not shape.empty
    except (GEOSException, ValueError, TypeError) as problem:
        raise unreadable() from problem
    if not fits:
        raise ValidationError(_("The edge of the area crosses itself. Draw it once around."), code="crosses")
    return shape


def _made(kind: str, positions: Sequence[Position]) -> Any:
    if kind == "point":
        return Point(*positions[0], srid=4326)
    if kind == "line":
        return LineString(*positions, srid=4326)
    ring = [
        position
        for number, position in enumerate(positions)
        if not number or position != positions[number - 1]
    ]
    return Polygon([*ring, ring[0]] if ring[0] != ring[-1] else ring, srid=4326)


def as_geojson(kind: str, shape: Any) -> dict[str, Any]:
    """As it is kept."""
    ring = shape.coords[0] if kind == "area" else shape.coords
    positions: Any = list(ring) if kind == "point" else [list(position) for position in ring]
    return {"type": TYPES[kind], "coordinates": [positions] if kind == "area" else positions}


def length_of(positions: Sequence[Position]) -> float:
    """Metres along a line, on the sphere."""
    return sum(_apart(one, other) for one, other in pairwise(positions))


def _apart(one: Position, other: Position) -> float:
    (lon1, lat1), (lon2, lat2) = ([math.radians(degree) for degree in position] for position in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH * math.asin(min(1, math.sqrt(half)))


def surface_of(positions: Sequence[Position]) -> float:
    """Square metres of a small area, on the sphere."""
    middle = math.radians(sum(latitude for _longitude, latitude in positions) / len(positions))
    flat = [
        (EARTH * math.radians(longitude) * math.cos(middle), EARTH * math.radians(latitude))
        for longitude, latitude in positions
    ]
    pairs = zip(flat, [*flat[1:], flat[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
