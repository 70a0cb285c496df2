"""Files with geometry: GeoJSON, GeoPackage, zipped Shapefile, through pyogrio in chunks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError

from maps.trees.errors import UnreadableFile
from maps.trees.imports.table import SourceRow, SourceTable

LAYER_CHUNK_ROWS = 20_000
WAYS = {"geojson": "GEOJSON:{path}", "gpkg": "{path}", "shapefile": "/vsizip/{{{path}}}"}
POINTS = ("Point", "Point Z", "MultiPoint", "MultiPoint Z", "Point M", "Point ZM", "Unknown", "2.5D Point")


def open_layer(path: Path, *, how: str) -> SourceTable:
    """The first layer of points. Raises UnreadableFile when there is none.

    `how` is one of WAYS: only the driver that the content calls for may open the file, since GDAL has
    others that
    would run a recipe found in it.
    """
    source = WAYS[how].format(path=path)
    try:
        names = [str(name) for name, kind in pyogrio.list_layers(source) if kind in POINTS]
        if not names:
            raise UnreadableFile(_("The file has no layer of points."))
        info = pyogrio.read_info(source, layer=names[0], force_total_bounds=False)
    except (DataSourceError, DataLayerError) as problem:
        raise UnreadableFile from problem
    if not info["features"]:
        raise UnreadableFile(_("The file is empty."))
    return SourceTable(
        columns=[str(name) for name in info["fields"]],
        chunks=_chunks(source, names[0], int(info["features"])),
        crs=str(info["crs"] or ""),
        has_geometry=True,
    )


def _chunks(source: str, layer: str, count: int) -> Iterator[list[SourceRow]]:
    for start in range(0, count, LAYER_CHUNK_ROWS):
        try:
            _meta, _fids, wkb, columns = pyogrio.raw.read(
                source,
                layer=layer,
                skip_features=start,
                max_features=LAYER_CHUNK_ROWS,
                datetime_as_string=True,
            )
        except (DataSourceError, DataLayerError) as problem:
            raise UnreadableFile from problem
        xs, ys = _positions(wkb)
        texts = [[_text(value) for value in column] for column in columns]
        rows = zip(*texts, strict=True) if texts else (() for _row in xs)
        yield [
            SourceRow(start + place, values, x, y)
            for place, (values, x, y) in enumerate(zip(rows, xs, ys, strict=True), start=1)
        ]


def _positions(wkb: Any) -> tuple[list[float | None], list[float | None]]:
    """Coordinates of the points, None where there is no geometry; of a MultiPoint its middle."""
    shapes = shapely.from_wkb(wkb, on_invalid="ignore")
    several = shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT
    points = np.where(several, shapely.centroid(shapes), shapes)
    return (
        [None if np.isnan(x) else float(x) for x in shapely.get_x(points)],
        [None if np.isnan(y) else float(y) for y in shapely.get_y(points)],
    )


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()
