"""Coordinate systems: what a file's own words for one mean, and the way from there to EPSG:4326."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused

WORLD = 4326
SURE = 70


@lru_cache(maxsize=64)
def system(epsg: int | None, words: str) -> CRS | None:
    """The system by its code or its words (WKT, PROJJSON, an authority's code); None where neither is given."""
    if not words and epsg is None:
        return None
    try:
        return CRS.from_user_input(words or epsg)
    except (CRSError, ValueError, TypeError) as problem:
        raise FileRefused(Refusal.BAD_CRS, {"name": (words or f"EPSG:{epsg}")[:80]}) from problem


def identify(words: str) -> tuple[int | None, str]:
    """An EPSG code for a file's own words, or the words themselves where no code says the same."""
    crs = system(None, words)
    if crs is None:
        return None, ""
    if _is_world(crs):
        return WORLD, ""
    code = crs.to_epsg(min_confidence=SURE)
    return (code, "") if code is not None else (None, crs.to_wkt())


def _is_world(crs: CRS) -> bool:
    if not crs.is_geographic or crs.datum is None:
        return False
    meridian = crs.prime_meridian.longitude if crs.prime_meridian else 0
    return crs.datum.name.startswith("World Geodetic System 1984") and meridian == 0


def is_geographic(epsg: int | None, words: str) -> bool:
    """Whether its numbers are degrees."""
    crs = system(epsg, words)
    return crs is not None and crs.is_geographic


class ToDegrees:
    """Takes x and y of a system to longitude and latitude; where there is no such place they are infinite."""

    def __init__(self, epsg: int | None, words: str = "", *, swap: bool = False) -> None:
        self.swap = swap
        crs = system(epsg, words)
        self.transformer = None
        if crs is not None and not _is_world(crs):
            try:
                self.transformer = Transformer.from_crs(crs, CRS.from_epsg(WORLD), always_xy=True)
            except (ProjError, CRSError) as problem:
                raise FileRefused(Refusal.BAD_CRS, {"name": crs.name[:80]}) from problem

    @property
    def changes(self) -> bool:
        """Whether coordinates become others."""
        return self.swap or self.transformer is not None

    def __call__(self, x: Any, y: Any) -> tuple[Any, Any]:
        if self.swap:
            x, y = y, x
        if self.transformer is None:
            return x, y
        longitude, latitude = self.transformer.transform(x, y, errcheck=False)
        return np.asarray(longitude), np.asarray(latitude)
