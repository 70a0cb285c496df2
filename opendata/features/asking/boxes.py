"""The `bbox` parameter in each reference system."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.api.errors import BadParameter
from opendata.features.cql2.expressions import Condition
from opendata.features.crs import CRS84, WEB, ReferenceSystem
from opendata.tables.querysets import BBox

EARTH_RADIUS = 6_378_137.0
# A straight side of a box in metres is a curve in degrees: it is followed in so many steps.
STEPS = 32


def corners_of(text: str, crs: ReferenceSystem) -> BBox:
    """West, south, east, north in the system's units. Four numbers, or six of which heights do not matter."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (4, 6) or not all(math.isfinite(number) for number in numbers):
        raise BadParameter(
            _("“bbox” is four numbers with commas between: west, south, east, north (or six with heights)."),
            parameter="bbox",
        )
    x1, y1, x2, y2 = (numbers[at] for at in ((0, 1, 2, 3) if len(numbers) == 4 else (0, 1, 3, 4)))
    west, south, east, north = (y1, x1, y2, x2) if crs.latitude_first else (x1, y1, x2, y2)
    if south > north:
        raise BadParameter(_("The south of “bbox” lies north of its north."), parameter="bbox")
    return west, south, east, north


def box_of(text: str, crs: ReferenceSystem = CRS84) -> tuple[BBox | None, Condition | None]:
    """The box in degrees, or, where that is not a box, a condition over the geometry."""
    west, south, east, north = corners_of(text, crs)
    if crs.in_degrees:
        return _in_degrees(west, south, east, north), None
    if west > east:
        raise BadParameter(_("The west of “bbox” lies east of its east."), parameter="bbox")
    least, low, most, high = crs.limits
    west, east = (min(max(number, least), most) for number in (west, east))
    south, north = (min(max(number, low), high) for number in (south, north))
    if crs is WEB:
        return (*_from_web(west, south), *_from_web(east, north)), None
    return None, _slanted(west, south, east, north, crs)


def _in_degrees(west: float, south: float, east: float, north: float) -> BBox:
    if max(abs(west), abs(east)) > 540:
        raise BadParameter(_("“bbox” is in degrees: longitude, latitude."), parameter="bbox")
    if east - west >= 360:
        west, east = -180.0, 180.0
    west, east = (degrees if abs(degrees) <= 180 else (degrees + 180) % 360 - 180 for degrees in (west, east))
    return west, max(south, -90.0), east, min(north, 90.0)


def _from_web(x: float, y: float) -> tuple[float, float]:
    latitude = math.degrees(2 * math.atan(math.exp(y / EARTH_RADIUS)) - math.pi / 2)
    return math.degrees(x / EARTH_RADIUS), latitude


def _slanted(west: float, south: float, east: float, north: float, crs: ReferenceSystem) -> Condition:
    step = max(east - west, north - south) / STEPS
    box: sql.Composable = sql.SQL("ST_MakeEnvelope(%s, %s, %s, %s, {})").format(sql.Literal(crs.srid))
    values = [west, south, east, north]
    if step > 0:
        box, values = sql.SQL("ST_Segmentize({}, %s)").format(box), [*values, step]
    code = sql.SQL("(geom IS NULL OR ST_Intersects(geom, ST_Transform({}, 4326)))").format(box)
    return code, values
