"""GDAL and GEOS for GeoDjango, taken from the wheels that carry them, so that no system package is needed."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def bundled_library(package: str, pattern: str) -> str | None:
    """Path of a shared library beside an installed wheel (`<package>.libs/`), or None when the wheel has none."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parents[1] / f"{package}.libs"
    return next((str(path) for path in sorted(folder.glob(pattern))), None)


def gdal_library(named: str) -> str | None:
    """The library a setting names, or the one that the pyogrio wheel carries."""
    return named or bundled_library("pyogrio", "libgdal*")


def geos_library(named: str) -> str | None:
    """The library a setting names, or the one that the shapely wheel carries."""
    return named or bundled_library("shapely", "libgeos_c*")
