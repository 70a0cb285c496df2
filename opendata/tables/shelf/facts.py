"""What is told of a whole collection: how many rows, and the box around them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opendata.tables.shelf.columns import COORDINATE_DIGITS
from opendata.tables.shelf.names import table
from opendata.tables.shelf.source import text_of
from opendata.tables.shelf.writing import BBox, Difference


def outward(west: float, south: float, east: float, north: float) -> BBox:
    """The box on the published digits, rounded so that it still holds every published coordinate."""
    unit = 10**COORDINATE_DIGITS

    def down(value: float) -> float:
        return float(math.floor(value * unit) / unit)

    def up(value: float) -> float:
        return float(math.ceil(value * unit) / unit)

    return down(west), down(south), up(east), up(north)


def as_box(corners: Sequence[float] | None) -> BBox | None:
    """A stored extent as a box."""
    if not corners:
        return None
    west, south, east, north = corners
    return west, south, east, north


def count_and_extent(cursor: CursorWrapper, name: str) -> tuple[int, BBox | None]:
    """Both, from all rows."""
    statement = sql.SQL("""
        SELECT total, ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)
        FROM (SELECT count(*) AS total, ST_Extent(geom) AS box FROM {}) AS facts
    """).format(table(name))
    cursor.execute(text_of(statement))
    total, *corners = cursor.fetchone()
    return total, outward(*corners) if corners[0] is not None else None


def extent_after(
    cursor: CursorWrapper, name: str, standing: BBox | None, difference: Difference
) -> BBox | None:
    """The box after a change: grown by what came; measured anew only when something on its edge went."""
    left, entered = difference.left, difference.entered
    if left and (standing is None or _touches_edge(outward(*left), standing)):
        return count_and_extent(cursor, name)[1]
    if entered is None:
        return standing
    fresh = outward(*entered)
    if standing is None:
        return fresh
    return (
        min(standing[0], fresh[0]),
        min(standing[1], fresh[1]),
        max(standing[2], fresh[2]),
        max(standing[3], fresh[3]),
    )


def _touches_edge(inner: BBox, outer: BBox) -> bool:
    return inner[0] <= outer[0] or inner[1] <= outer[1] or inner[2] >= outer[2] or inner[3] >= outer[3]
