"""A few hundred shapes, drawn roughly: enough to see on a map whether a file is where it should be."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely

MOST_FEATURES = 500
MOST_POINTS = 60_000
DIGITS = 1e-6


class Preview:
    """Keeps some of the shapes that go by, spread over all of them, and the box around all."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.step = 1
        self.passed = 0
        self.box: Any = None

    def add(self, shapes: Any) -> None:
        """Takes in the shapes of one chunk (None for none)."""
        known = shapes[~shapely.is_missing(shapes)]
        if not len(known):
            return
        box = shapely.total_bounds(known)
        self.box = (
            box
            if self.box is None
            else np.concatenate([np.minimum(self.box[:2], box[:2]), np.maximum(self.box[2:], box[2:])])
        )
        first = -self.passed % self.step
        self.kept.extend(known[first :: self.step])
        self.passed += len(known)
        while len(self.kept) > 2 * MOST_FEATURES:
            self.kept = self.kept[::2]
            self.step *= 2

    def bounds(self) -> list[float] | None:
        """West, south, east, north."""
        return None if self.box is None else [round(float(one), 7) for one in self.box]

    def as_geojson(self) -> dict[str, Any]:
        """A FeatureCollection without properties."""
        step = max(1, -(-len(self.kept) // MOST_FEATURES))
        shapes = np.array(self.kept[::step], object)
        if len(shapes):
            shapes = self._drawn(shapes)
        features = [
            {"type": "Feature", "geometry": json.loads(text), "properties": {}}
            for text in shapely.to_geojson(shapes)
            if text
        ]
        return {"type": "FeatureCollection", "features": features}

    def _drawn(self, shapes: Any) -> Any:
        size = max(self.box[2] - self.box[0], self.box[3] - self.box[1])
        tolerance = size / 2000
        drawn = shapely.simplify(shapes, tolerance)
        while tolerance and shapely.get_num_coordinates(drawn).sum() > MOST_POINTS and tolerance < size:
            tolerance *= 4
            drawn = shapely.simplify(shapes, tolerance)
        drawn = np.where(shapely.is_empty(drawn), shapely.centroid(shapes), drawn)
        flat = shapely.get_coordinates(drawn)
        return shapely.set_coordinates(drawn, np.round(flat, 6))
