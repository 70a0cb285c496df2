"""Arcs in well-known binary, which GEOS does not work with, drawn as short straight lines."""

from __future__ import annotations

import math
import struct
from typing import Any

import shapely

CIRCULAR, COMPOUND, CURVE_POLYGON, MULTI_CURVE, MULTI_SURFACE = 8, 9, 10, 11, 12
_STEPS_OF_A_CIRCLE = 128
_DEEPEST = 8
_EWKB_Z, _EWKB_M, _EWKB_SRID = 0x80000000, 0x40000000, 0x20000000


class NoShape(Exception):
    """The bytes are no shape that is known here."""


def straightened(data: bytes) -> Any:
    """The shape without arcs, in two dimensions. Raises NoShape."""
    try:
        return Reader(data).shape(0)
    except (struct.error, shapely.GEOSException, IndexError, ValueError, NotImplementedError) as problem:
        raise NoShape from problem


class Reader:
    """Reads ISO and extended well-known binary from the start to the end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def _take(self, form: str) -> Any:
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def shape(self, depth: int) -> Any:
        """The shape at the present place."""
        if depth > _DEEPEST:
            raise NoShape
        order, code, dimensions = self._head()
        (count,) = self._take(f"{order}I") if code != 1 else (1,)
        if count * 4 > len(self.data):
            raise NoShape
        if code in (1, 2, CIRCULAR):
            return self._simple(code, order, count, dimensions)
        if code == 3:
            rings = [self._points(order, self._take(f"{order}I")[0], dimensions) for _ring in range(count)]
            return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()
        parts = [self.shape(depth + 1) for _part in range(count)]
        return _assembled(code, parts)

    def _head(self) -> tuple[str, int, int]:
        (mark,) = self._take("B")
        order = "<" if mark == 1 else ">"
        (code,) = self._take(f"{order}I")
        dimensions = 2 + bool(code & _EWKB_Z) + bool(code & _EWKB_M)
        if code & _EWKB_SRID:
            self._take(f"{order}I")
        code &= 0x1FFFFFFF
        if code >= 1000:
            dimensions = {1: 3, 2: 3, 3: 4}.get(code // 1000, 2)
            code %= 1000
        return order, code, dimensions

    def _simple(self, code: int, order: str, count: int, dimensions: int) -> Any:
        points = self._points(order, count, dimensions)
        if code == 1:
            return shapely.Point(points[0])
        return shapely.LineString(_drawn(points) if code == CIRCULAR else points)

    def _points(self, order: str, count: int, dimensions: int) -> list[tuple[float, float]]:
        numbers = self._take(f"{order}{count * dimensions}d")
        return [(numbers[at], numbers[at + 1]) for at in range(0, len(numbers), dimensions)]


def _assembled(code: int, parts: list[Any]) -> Any:
    if code == COMPOUND:
        points: list[Any] = []
        for part in parts:
            points.extend(list(part.coords)[1 if points else 0 :])
        return shapely.LineString(points)
    if code == CURVE_POLYGON:
        return shapely.Polygon(parts[0].coords, [part.coords for part in parts[1:]])
    makers = {
        4: shapely.multipoints, 5: shapely.multilinestrings, 6: shapely.multipolygons, 7: shapely.geometrycollections,
        MULTI_CURVE: shapely.multilinestrings, MULTI_SURFACE: shapely.multipolygons,
    }  # fmt: skip
    if code not in makers:
        raise NoShape
    return makers[code](parts)


def _drawn(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    drawn = points[:1]
    for at in range(0, len(points) - 2, 2):
        drawn.extend(_arc(*points[at : at + 3]))
    return drawn


def _arc(start: Any, middle: Any, end: Any) -> list[tuple[float, float]]:
    """The points of an arc after its start; where start and end are one, a whole circle."""
    (ax, ay), (bx, by), (cx, cy) = start, middle, end
    if start == end:
        x, y = (ax + bx) / 2, (ay + by) / 2
        sweep = 2 * math.pi
    else:
        twice = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
        if abs(twice) < 1e-12:
            return [middle, end]
        a, b, c = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
        x = (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / twice
        y = (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / twice
        first, second = math.atan2(ay - y, ax - x), math.atan2(cy - y, cx - x)
        sweep = (second - first) % (2 * math.pi)
        if twice < 0:
            sweep -= 2 * math.pi
    radius, begin = math.hypot(ax - x, ay - y), math.atan2(ay - y, ax - x)
    steps = max(2, math.ceil(abs(sweep) / (2 * math.pi) * _STEPS_OF_A_CIRCLE))
    inner = [
        (
            x + radius * math.cos(begin + sweep * step / steps),
            y + radius * math.sin(begin + sweep * step / steps),
        )
        for step in range(1, steps)
    ]
    return [*inner, end]
