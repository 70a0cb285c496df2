"""A map of the first positions as SVG: no script, no other host, and enough to see a wrong coordinate system."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

WIDTH, HEIGHT, MARGIN = 640.0, 400.0, 16.0
Box = tuple[float, float, float, float]
Place = Sequence[float]
# Shapes that the boundary is drawn with; a sketch needs no more.
MOST_CORNERS = 4_000


@dataclass
class Sketch:
    """Ready paths in the drawing's own units. `outside`: the boundary is not in the picture."""

    width: float = WIDTH
    height: float = HEIGHT
    town: str = ""
    areas: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    outside: bool = False


def sketch_of(preview: dict[str, Any], boundary: dict[str, Any] | None) -> Sketch | None:
    """The features (GeoJSON in degrees) in their frame, with the town's boundary around them; None without any."""
    geometries = [feature.get("geometry") for feature in preview.get("features", [])]
    shapes = [geometry for geometry in geometries if geometry]
    box = _box(place for geometry in shapes for place in _places(geometry.get("coordinates", [])))
    if box is None:
        return None
    town_box = _box(_places(boundary["coordinates"])) if boundary else None
    near = town_box is not None and _meet(box, town_box)
    frame = _Frame(_around(box, town_box) if near and town_box else box)
    sketch = Sketch(outside=town_box is not None and not near)
    if near and boundary:
        sketch.town = "".join(frame.rings(boundary))
    for geometry in shapes:
        _draw(sketch, frame, geometry)
    return sketch


class _Frame:
    """From degrees to the drawing: equally large in both directions at the middle's latitude."""

    def __init__(self, box: Box) -> None:
        west, south, east, north = box
        self.shrink = max(math.cos(math.radians((south + north) / 2)), 0.05)
        wide, high = max((east - west) * self.shrink, 1e-6), max(north - south, 1e-6)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
        self.west, self.north = west, north
        self.left = (WIDTH - wide * self.scale) / 2
        self.top = (HEIGHT - high * self.scale) / 2

    def at(self, place: Place) -> tuple[float, float]:
        """A place in the drawing."""
        x = self.left + (place[0] - self.west) * self.shrink * self.scale
        y = self.top + (self.north - place[1]) * self.scale
        return round(x, 1), round(y, 1)

    def path(self, places: Sequence[Place], *, closed: bool) -> str:
        """One line or ring."""
        corners = [self.at(place) for place in places[:MOST_CORNERS]]
        text = "M" + "L".join(f"{x} {y}" for x, y in corners)
        return text + ("Z" if closed else "")

    def rings(self, geometry: dict[str, Any]) -> list[str]:
        """All rings of an area."""
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        return [self.path(ring, closed=True) for polygon in polygons for ring in polygon]


def _draw(sketch: Sketch, frame: _Frame, geometry: dict[str, Any]) -> None:
    kind, places = geometry.get("type"), geometry.get("coordinates", [])
    if kind == "Point" and places:
        sketch.points.append(frame.at(places))
    elif kind == "MultiPoint":
        sketch.points += [frame.at(place) for place in places]
    elif kind == "LineString":
        sketch.lines.append(frame.path(places, closed=False))
    elif kind == "MultiLineString":
        sketch.lines += [frame.path(line, closed=False) for line in places]
    elif kind in ("Polygon", "MultiPolygon"):
        sketch.areas.append("".join(frame.rings(geometry)))
    for part in geometry.get("geometries", []):
        _draw(sketch, frame, part)


def _places(coordinates: Any) -> Iterable[Place]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for part in coordinates:
        yield from _places(part)


def _box(places: Iterable[Place]) -> Box | None:
    known = [(place[0], place[1]) for place in places if math.isfinite(place[0]) and math.isfinite(place[1])]
    if not known:
        return None
    xs, ys = [place[0] for place in known], [place[1] for place in known]
    return min(xs), min(ys), max(xs), max(ys)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _around(one: Box, other: Box) -> Box:
    """Both, unless one would be a dot in the other's frame: then the data alone."""
    both = (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
    size, whole = max(one[2] - one[0], one[3] - one[1]), max(both[2] - both[0], both[3] - both[1])
    return both if size * 12 > whole else one
