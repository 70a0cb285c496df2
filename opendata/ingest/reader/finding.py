"""Which columns, if any, say where a row is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import shapely

from opendata.ingest.codes import Code
from opendata.ingest.reader import values
from opendata.ingest.reader.chunks import Chunk
from opendata.ingest.reader.deciding import INTEGER, NUMBER, plain_name
from opendata.ingest.reader.judging import Judgement, Neighbourhood, centres, judge
from opendata.ingest.reader.placing import parse_text, parse_wkb
from opendata.ingest.reader.plans import ColumnPlan, PositionPlan
from opendata.ingest.reader.systems import identify
from opendata.ingest.reader.troubles import Troubles
from opendata.ingest.reader.watching import Watch

MOST_SHAPES = 50_000
MOST_WRITTEN_PERCENT = 80
# As plain_name() writes them: Greek in Latin letters.
LATITUDES = ("latitude", "lat", "y lat", "lat y", "geo lat", "gps lat", "geografiko platos", "geogr platos")
LONGITUDES = ("longitude", "lon", "long", "lng", "x lon", "lon x", "geo lon", "geo lng", "geo long", "gps lon",
              "gps long", "geografiko mikos", "geogr mikos")  # fmt: skip
# They also mean width and length: taken only if nearly all values lie near the town, or are as exact as positions
# are and lie in Greece.
DOUBTFUL = (("platos", "mikos"), ("pl", "mk"))
EASTINGS = ("x", "x coord", "xcoord", "coord x", "coordx", "x coordinate", "easting", "eastings", "east", "point x",
            "pos x", "syntetagmeni x", "tetmimeni", "ch", "syntetagmeni ch", "utm x", "utm e", "anatoliki")  # fmt: skip
NORTHINGS = ("y", "y coord", "ycoord", "coord y", "coordy", "y coordinate", "northing", "northings", "north",
             "point y", "pos y", "syntetagmeni y", "tetagmeni", "ps", "syntetagmeni ps", "utm y", "utm n",
             "voreia")  # fmt: skip
_HINTS = ((2100, r"\b(egsa ?\d*|ggrs ?\d*|epsg ?2100|2100)\b"), (4326, r"\b(wgs ?\d*|epsg ?4326|4326)\b"),
          (3857, r"\b(epsg ?3857|3857|mercator)\b"), (27700, r"\b(bng|osgb\d*)\b"))  # fmt: skip
_HINT_PATTERNS = [(code, re.compile(pattern)) for code, pattern in _HINTS]
_BESIDE = re.compile(
    r"\b(egsa ?\d*|ggrs ?\d*|epsg|wgs ?\d*|etrs ?\d*|deg|degrees|dd|decimal|coordinate|coord|\d{4})\b"
)
MOST_DOUBTFUL = 0.5
GREECE = (19.0, 34.0, 30.0, 42.0)


def is_coordinate(label: str) -> bool:
    """Whether a column is named as a coordinate is: programs write those with a point, whatever the file has."""
    return _bare(plain_name(label)) in {*LATITUDES, *LONGITUDES, *EASTINGS, *NORTHINGS}


def _bare(name: str) -> str:
    return " ".join(_BESIDE.sub(" ", name).split())


class Finder:
    """Looks for positions in the columns of one table."""

    def __init__(
        self, columns: list[ColumnPlan], watches: list[Watch], boundary: Any | None, troubles: Troubles
    ) -> None:
        self.columns, self.watches, self.boundary, self.troubles = columns, watches, boundary, troubles
        self.names = [plain_name(column.label) for column in columns]
        # Places of columns of text that are numbers but for a few words.
        self.nearly: set[int] = set()

    def find(
        self, chunks: Callable[[], Iterator[Chunk]], *, has_geometry: bool, crs: str, rows: int
    ) -> PositionPlan:
        """Shapes of the file's own come first, then written ones, then pairs of columns."""
        found = self._of_shapes(chunks(), crs, rows) if has_geometry else None
        for mode in ("wkt", "ewkb"):
            column = self._written(mode)
            if found is None and column is not None:
                found = self._of_written(chunks(), mode, column, rows)
        pair = self._pair(LATITUDES, LONGITUDES)
        if found is None and pair is not None:
            found = self._of_degrees(chunks(), *pair, doubtful=False)
        pair = self._pair(EASTINGS, NORTHINGS)
        if found is None and pair is not None:
            found = self._of_metres(chunks(), *pair)
        for latitude, longitude in DOUBTFUL:
            pair = self._pair((latitude,), (longitude,))
            if found is None and pair is not None:
                found = self._of_degrees(chunks(), *pair, doubtful=True)
        return found or PositionPlan()

    def _written(self, look: str) -> ColumnPlan | None:
        for column, watch in zip(self.columns, self.watches, strict=True):
            if watch.filled and watch.looks[look] * 100 >= watch.filled * MOST_WRITTEN_PERCENT:
                return column
        return None

    def _pair(self, first: tuple[str, ...], second: tuple[str, ...]) -> tuple[ColumnPlan, ColumnPlan] | None:
        """Two columns of numbers by their names; of several pairs the one that is filled best."""
        pairs = [
            (self.watches[one].filled, one, other)
            for one in self._named(first)
            for other in self._named(second)
            if _beside(self.names[one]) == _beside(self.names[other])
        ]
        if not pairs:
            firsts, seconds = self._named(first), self._named(second)
            if not firsts or not seconds:
                return None
            pairs = [(0, firsts[0], seconds[0])]
        _filled, one, other = max(pairs, key=lambda pair: pair[0])
        return self.columns[one], self.columns[other]

    def _named(self, names: tuple[str, ...]) -> list[int]:
        found = []
        for place, name in enumerate(self.names):
            numbers = self.columns[place].type in (INTEGER, NUMBER) or place in self.nearly
            if _bare(name) in names and numbers and self.watches[place].filled:
                found.append(place)
        return found

    def _hint(self, *columns: ColumnPlan) -> int | None:
        for column in columns:
            for code, pattern in _HINT_PATTERNS:
                if pattern.search(plain_name(column.label)):
                    return code
        return None

    def _of_degrees(
        self, chunks: Iterator[Chunk], latitude: ColumnPlan, longitude: ColumnPlan, *, doubtful: bool
    ) -> PositionPlan | None:
        x, y = numbers_of(chunks, [longitude, latitude])
        if doubtful and not self._near(x, y):
            return None
        judgement = judge(
            x,
            y,
            epsg=None,
            words="",
            boundary=self.boundary,
            hint=self._hint(latitude, longitude),
            degrees=True,
        )
        mode = "xy" if judgement.metres else "latlon"
        keys = [longitude.key, latitude.key] if judgement.metres else [latitude.key, longitude.key]
        return self._planned(mode, keys, judgement)

    def _near(self, x: Any, y: Any) -> bool:
        # Rows at 0, 0 say that nobody measured there, not that the others are no positions.
        known = np.isfinite(x) & np.isfinite(y) & ((x != 0) | (y != 0))
        x, y = x[known], y[known]
        around = Neighbourhood(self.boundary)
        if around.share(x, y) > MOST_DOUBTFUL:
            return True
        around.box = GREECE
        exact = np.concatenate([_is_exact(x), _is_exact(y)])
        return around.share(x, y) > MOST_DOUBTFUL and float(exact.mean()) > MOST_DOUBTFUL

    def _of_metres(self, chunks: Iterator[Chunk], x_column: ColumnPlan, y_column: ColumnPlan) -> PositionPlan:
        x, y = numbers_of(chunks, [x_column, y_column])
        hint = self._hint(x_column, y_column)
        judgement = judge(x, y, epsg=None, words="", boundary=self.boundary, hint=hint, degrees=hint == 4326)
        judgement.told = tuple(code for code in judgement.told if code is not Code.CRS_MISSING)
        return self._planned("xy", [x_column.key, y_column.key], judgement)

    def _of_shapes(self, chunks: Iterator[Chunk], crs: str, rows: int) -> PositionPlan | None:
        step = max(1, rows // MOST_SHAPES)
        xs, ys = [], []
        for chunk in chunks:
            if chunk.geometry is not None:
                shapes, _bad = parse_wkb(chunk.geometry[::step], chunk.lines[::step], Troubles())
                x, y = centres(shapes)
                xs.append(x)
                ys.append(y)
        x, y = _together(xs), _together(ys)
        if not np.isfinite(x).any():
            return None
        epsg, words = identify(crs)
        judgement = judge(x, y, epsg=epsg, words=words, boundary=self.boundary, hint=None, degrees=False)
        return self._planned("geometry", [], judgement)

    def _of_written(self, chunks: Iterator[Chunk], mode: str, column: ColumnPlan, rows: int) -> PositionPlan:
        step = max(1, rows // MOST_SHAPES)
        xs, ys, srid = [], [], None
        for chunk in chunks:
            shapes, named = parse_text(
                chunk.columns[column.place or 0][::step], mode, chunk.lines[::step], column.label, Troubles()
            )
            srid = srid or named
            x, y = centres(shapes)
            xs.append(x)
            ys.append(y)
        judgement = judge(
            _together(xs), _together(ys), epsg=srid, words="", boundary=self.boundary, hint=self._hint(column),
            degrees=False,
        )  # fmt: skip
        return self._planned(mode, [column.key], judgement)

    def _planned(self, mode: str, keys: list[str], judgement: Judgement) -> PositionPlan:
        for code in judgement.told:
            told: dict[str, Any] = {"epsg": judgement.epsg} if judgement.epsg else {}
            self.troubles.add(code, **told)
        return PositionPlan(
            mode=mode,
            columns=keys,
            epsg=judgement.epsg,
            crs=judgement.crs,
            swap=judgement.swap,
            candidates=list(judgement.candidates),
            metres_in_degrees=judgement.metres,
        )


def _beside(name: str) -> tuple[str, ...]:
    return tuple(match.group(0) for match in _BESIDE.finditer(name))


def _is_exact(numbers: Any) -> Any:
    """Three digits after the point and more: a hundred metres, where lengths are measured in two."""
    return np.abs(numbers * 100 - np.round(numbers * 100)) > 1e-6


def _together(parts: list[Any]) -> Any:
    return np.concatenate(parts) if parts else np.array([], float)


def floats_of(chunk: Chunk, column: ColumnPlan) -> Any:
    """A column as floats; NaN where there is no number."""
    assert column.place is not None
    typed = values.convert(
        chunk.columns[column.place], NUMBER, decimal=column.decimal, order="dmy", zone="UTC"
    )
    return typed.values.to_numpy(zero_copy_only=False).astype(float)


def numbers_of(chunks: Iterator[Chunk], columns: list[ColumnPlan]) -> list[Any]:
    """Whole columns as floats."""
    parts: list[list[Any]] = [[] for _column in columns]
    for chunk in chunks:
        for column, into in zip(columns, parts, strict=True):
            into.append(floats_of(chunk, column))
    return [_together(part) for part in parts]


def share_inside(boundary: Any, shapes: Any) -> tuple[int, int]:
    """How many of the shapes touch the town, and how many there are."""
    known = shapes[~shapely.is_missing(shapes)]
    if not len(known):
        return 0, 0
    return int(shapely.intersects(boundary, known).sum()), len(known)
