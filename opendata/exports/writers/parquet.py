"""Parquet; with places, GeoParquet 1.1 with a box beside each geometry, so that readers skip what lies elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from opendata.exports.writers.source import Reading, in_calendar

# Neighbours lie together on the shelf: a group of rows is a small piece of the town.
ROWS_A_GROUP = 50_000
CORNERS = ("xmin", "ymin", "xmax", "ymax")
BOX = pa.struct([(corner, pa.float64()) for corner in CORNERS])
TYPE_NAMES = {
    0: "Point", 1: "LineString", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString",
    6: "MultiPolygon", 7: "GeometryCollection",
}  # fmt: skip


def write_parquet(reading: Reading, target: Path) -> None:
    """zstd-compressed groups of rows; columns carry their titles and meaning as metadata."""
    schema = _schema(reading)
    options: dict[str, Any] = {"compression": "zstd", "compression_level": 6, "version": "2.6"}
    with pq.ParquetWriter(str(target), schema, **options) as writer:
        waiting: list[pa.RecordBatch] = []
        for batch in reading.batches():
            waiting.append(_columns(batch, schema, with_box=reading.has_geometry))
            if sum(len(one) for one in waiting) >= ROWS_A_GROUP:
                _write_group(writer, waiting, schema)
                waiting = []
        if waiting:
            _write_group(writer, waiting, schema)


class Geometries:
    """Types and box of all geometries so far."""

    def __init__(self) -> None:
        self.types: set[str] = set()
        self.box: list[float] | None = None

    def see(self, shapes: Any, bounds: Any) -> None:
        """One batch."""
        self.types |= {TYPE_NAMES[number] for number in np.unique(shapely.get_type_id(shapes)) if number >= 0}
        known = bounds[~np.isnan(bounds[:, 0])]
        if len(known):
            low, high = known[:, :2].min(axis=0), known[:, 2:].max(axis=0)
            if self.box is not None:
                low, high = np.minimum(low, self.box[:2]), np.maximum(high, self.box[2:])
            self.box = [*map(float, low), *map(float, high)]


def _schema(reading: Reading) -> pa.Schema:
    about = {field["name"]: field for field in reading.fields}
    columns = []
    for column in reading.schema:
        field = about.get(column.name)
        told = {"title": reading.title_of(field), "description": reading.meaning_of(field)} if field else {}
        columns.append(column.with_metadata(told) if told else column)
    if reading.has_geometry:
        columns.append(pa.field(reading.names["bbox"], BOX))
    metadata = {f"portal:{key.lower()}": text for key, text in reading.terms().items()}
    if reading.has_geometry:
        # Before the rows, in a pass of its own: some programs only read what the first bytes of a schema hold.
        metadata["geo"] = json.dumps(_geo(reading, _all_geometries(reading)))
    return pa.schema(columns, metadata=metadata)


def _all_geometries(reading: Reading) -> Geometries:
    seen = Geometries()
    for batch in reading.batches():
        shapes = shapely.from_wkb(batch.columns[-1].to_numpy(zero_copy_only=False))
        seen.see(shapes, shapely.bounds(shapes))
    return seen


def _columns(batch: pa.RecordBatch, schema: pa.Schema, *, with_box: bool) -> pa.RecordBatch:
    # Python's own readers fail on a whole file for one day before the year 1.
    columns = [in_calendar(column) for column in batch.columns]
    if with_box:
        columns.append(_boxes(batch))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _boxes(batch: pa.RecordBatch) -> pa.StructArray:
    bounds = shapely.bounds(shapely.from_wkb(batch.columns[-1].to_numpy(zero_copy_only=False)))
    missing = pa.array(np.isnan(bounds[:, 0]))
    corners = [pa.array(bounds[:, at]) for at in range(4)]
    return pa.StructArray.from_arrays(corners, fields=list(BOX), mask=missing)


def _write_group(writer: pq.ParquetWriter, batches: list[pa.RecordBatch], schema: pa.Schema) -> None:
    writer.write_table(pa.Table.from_batches(batches, schema=schema), row_group_size=2 * ROWS_A_GROUP)


def _geo(reading: Reading, seen: Geometries) -> dict[str, Any]:
    """The file's `geo` metadata. Without a crs member it is OGC:CRS84: longitude, latitude."""
    geometry, box = reading.names["geometry"], reading.names["bbox"]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted(seen.types),
        "covering": {"bbox": {corner: [box, corner] for corner in CORNERS}},
    }
    if seen.box is not None:
        column["bbox"] = seen.box
    if reading.about["geometry_type"] == "MultiPolygon":
        column["orientation"] = "counterclockwise"
    return {"version": "1.1.0", "primary_column": geometry, "columns": {geometry: column}}
