"""Where points are meant to be: in degrees or metres, which metres, and in which order, told by the town."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from opendata.ingest.codes import Code
from opendata.ingest.reader.systems import WORLD, ToDegrees, is_geographic

GREEK_GRID = 2100
WEB_MERCATOR = 3857
# Systems that files in Europe's south-east come in, and a few of their neighbours, with their ranges.
RANGES: tuple[tuple[int, tuple[float, float, float, float]], ...] = (
    (GREEK_GRID, (94_000, 3_800_000, 1_010_000, 4_660_000)),
    (WEB_MERCATOR, (2_100_000, 4_050_000, 3_400_000, 5_200_000)),
    (32634, (166_000, 3_700_000, 834_000, 4_800_000)),
    (32635, (166_000, 3_700_000, 834_000, 4_800_000)),
    (6312, (100_000, 3_800_000, 400_000, 4_000_000)),
    (3035, (5_000_000, 1_400_000, 6_000_000, 2_300_000)),
    (27700, (0, 0, 700_000, 1_300_000)),
    (28992, (0, 300_000, 300_000, 630_000)),
    (2154, (0, 6_000_000, 1_300_000, 7_200_000)),
    (25832, (200_000, 5_200_000, 950_000, 6_200_000)),
)
# Without a town beside them, only these are guessed by their ranges.
PLAUSIBLE = frozenset({GREEK_GRID, WEB_MERCATOR})
MOST_LOOKED_AT = 100_000
DEGREES_END = 400
MOST, HARDLY_ANY = 0.5, 0.1


@dataclass
class Judgement:
    """In which system the positions are, and what to tell the editor."""

    epsg: int | None = WORLD
    crs: str = ""
    swap: bool = False
    metres: bool = False
    candidates: tuple[int, ...] = ()
    told: tuple[Code, ...] = ()


class Neighbourhood:
    """The town and what lies around it; without a boundary nothing is known of it."""

    def __init__(self, boundary: Any | None) -> None:
        self.box = None
        if boundary is not None and not boundary.is_empty:
            west, south, east, north = boundary.bounds
            room = max(0.1, east - west, north - south)
            self.box = (west - room, south - room, east + room, north + room)

    def share(self, x: Any, y: Any) -> float:
        """Of points in degrees, how many are near."""
        if self.box is None or not len(x):
            return 0.0
        west, south, east, north = self.box
        return float(((x >= west) & (x <= east) & (y >= south) & (y <= north)).mean())

    def utm(self) -> tuple[int, ...]:
        """The town's own zones."""
        if self.box is None:
            return ()
        middle, south = (self.box[0] + self.box[2]) / 2, self.box[1] < 0
        zone = int((middle + 180) // 6) + 1
        return ((32700 if south else 32600) + zone, *((25800 + zone,) if 28 <= zone <= 38 else ()))


def judge(
    x: Any, y: Any, *, epsg: int | None, words: str, boundary: Any | None, hint: int | None, degrees: bool
) -> Judgement:
    """`epsg` and `words` are what the file says of its system; `degrees` that its names of columns say so."""
    x, y = _looked_at(x, y)
    near = Neighbourhood(boundary)
    said = epsg is not None or bool(words)
    if not len(x):
        return Judgement(epsg if said or not degrees else WORLD, words)
    if degrees or is_geographic(epsg, words):
        if float(((abs(x) > DEGREES_END) | (abs(y) > DEGREES_END)).mean()) > MOST:
            return _metres_in_degrees(x, y, near, hint)
        said_so = Judgement(epsg if epsg or words else WORLD, words)
        return _degrees(x, y, near, said_so)
    if said:
        return _swapped_by_town(x, y, near, Judgement(epsg, words))
    if hint != GREEK_GRID and _degrees_share(x, y) > 1 - HARDLY_ANY:
        return _degrees(x, y, near, Judgement(WORLD, told=(Code.CRS_MISSING,)))
    return guess(x, y, near, hint)


def _looked_at(x: Any, y: Any) -> tuple[Any, Any]:
    good = np.isfinite(x) & np.isfinite(y) & ((abs(x) > 1e-6) | (abs(y) > 1e-6))
    x, y = x[good], y[good]
    step = max(1, len(x) // MOST_LOOKED_AT)
    return x[::step], y[::step]


def _degrees_share(x: Any, y: Any) -> float:
    return float(((abs(x) <= 180) & (abs(y) <= 90)).mean())


def _degrees(x: Any, y: Any, near: Neighbourhood, judgement: Judgement) -> Judgement:
    if near.box is not None:
        return _swapped_by_town(x, y, near, judgement)
    if _degrees_share(x, y) < MOST and _degrees_share(y, x) > 1 - HARDLY_ANY:
        judgement.swap, judgement.told = True, (*judgement.told, Code.AXES_SWAPPED)
    return judgement


def _swapped_by_town(x: Any, y: Any, near: Neighbourhood, judgement: Judgement) -> Judgement:
    if near.box is None:
        return judgement
    if _share(x, y, near, judgement.epsg, judgement.crs) < HARDLY_ANY:
        swapped = _share(x, y, near, judgement.epsg, judgement.crs, swap=True)
        if swapped > MOST:
            judgement.swap, judgement.told = True, (*judgement.told, Code.AXES_SWAPPED)
    return judgement


def _share(x: Any, y: Any, near: Neighbourhood, epsg: int | None, words: str, *, swap: bool = False) -> float:
    return near.share(*ToDegrees(epsg, words, swap=swap)(x, y))


def _metres_in_degrees(x: Any, y: Any, near: Neighbourhood, hint: int | None) -> Judgement:
    judgement = guess(x, y, near, hint)
    judgement.metres = True
    if judgement.epsg is not None:
        told = tuple(code for code in judgement.told if code is not Code.CRS_GUESSED)
        judgement.told = (*told, Code.METRES_IN_DEGREES)
    return judgement


def guess(x: Any, y: Any, near: Neighbourhood, hint: int | None) -> Judgement:
    """Which projected system the numbers are of: the one that puts them into the town, else by their range."""
    fitting = [code for code, box in RANGES if _in_range(x, y, box)]
    turned = [code for code, box in RANGES if _in_range(y, x, box)]
    wanted = list(dict.fromkeys([*([hint] if hint else []), *fitting, *turned, *near.utm()]))
    best, best_share = Judgement(None), MOST
    for code in wanted:
        for swap in (False, True):
            share = _share(x, y, near, code, "", swap=swap)
            if share > best_share + 0.01:
                best, best_share = Judgement(code, swap=swap), share
    if best.epsg is None and hint:
        best = Judgement(hint, swap=hint in turned and hint not in fitting)
    for swap, codes in ((False, fitting), (True, turned)):
        if best.epsg is None and codes and codes[0] in PLAUSIBLE:
            best = Judgement(codes[0], swap=swap)
    best.candidates = tuple(dict.fromkeys([*([best.epsg] if best.epsg else []), *fitting, *turned]))
    best.told = (Code.CRS_UNKNOWN,) if best.epsg is None else (Code.CRS_GUESSED,)
    if best.swap:
        best.told = (*best.told, Code.AXES_SWAPPED)
    return best


def _in_range(x: Any, y: Any, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return float(((x >= west) & (x <= east) & (y >= south) & (y <= north)).mean()) > 1 - HARDLY_ANY


def centres(shapes: Any) -> tuple[Any, Any]:
    """One point a shape: the middle of its box; NaN for none."""
    boxes = shapely.bounds(shapes)
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
