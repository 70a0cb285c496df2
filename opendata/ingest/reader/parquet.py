"""Parquet, with or without the geometry that GeoParquet describes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from opendata.ingest.codes import Kind, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.archives import MOST_BYTES
from opendata.ingest.reader.chunks import (
    CHUNK_CELLS,
    CHUNK_ROWS,
    Chunk,
    LayerInfo,
    Source,
    check_rows,
    check_width,
    numbered,
)
from opendata.ingest.reader.typed import is_readable, plain


def open_parquet(path: Path, name: str) -> Source:
    """Raises FileRefused."""
    try:
        return _open(path, name)
    except FileRefused:
        raise
    except Exception as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem


def _open(path: Path, name: str) -> Source:
    file = pq.ParquetFile(path, pre_buffer=False, buffer_size=1024 * 1024)
    about = file.metadata
    check_rows(about.num_rows)
    unpacked = sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
    if unpacked > MOST_BYTES:
        raise FileRefused(Refusal.ARCHIVE_TOO_LARGE)
    if not about.num_rows:
        raise FileRefused(Refusal.NO_ROWS)
    geo = _geo(about.metadata or {})
    primary = str(geo.get("primary_column", ""))
    described = (geo.get("columns") or {}).get(primary) or {}
    schema = file.schema_arrow
    # Other geometries, and the boxes that speed up reading, are no columns to people.
    boxes = {
        path[0]
        for one in (geo.get("columns") or {}).values()
        for path in (one.get("covering") or {}).get("bbox", {}).values()
    }
    others = set(geo.get("columns") or {}) | boxes
    labels = [one.name for one in schema if one.name not in others and is_readable(one.type)]
    check_width(len(labels))
    crs = described.get("crs", "OGC:CRS84") if primary else ""
    reading = Reading(
        file, labels, primary if primary in schema.names else "", described.get("encoding", "WKB")
    )
    layer = LayerInfo(Path(name).stem, about.num_rows, "Geometry" if primary else "None", _crs_name(crs))
    return Source(
        kind=Kind.PARQUET,
        labels=labels,
        chunks=reading.chunks(),
        layers=[layer],
        layer=layer.name,
        has_geometry=bool(reading.primary),
        crs=crs if isinstance(crs, str) else json.dumps(crs) if crs else "",
        done=reading.done,
    )


def _geo(metadata: dict[bytes, bytes]) -> dict[str, Any]:
    geo = json.loads(metadata.get(b"geo", b"{}"))
    return geo if isinstance(geo, dict) else {}


def _crs_name(crs: Any) -> str:
    if isinstance(crs, str):
        return crs
    code = (crs or {}).get("id") or {}
    return (
        f"{code['authority']}:{code['code']}"
        if {"authority", "code"} <= set(code)
        else str((crs or {}).get("name", ""))
    )


class Reading:
    """Goes through the file in batches."""

    def __init__(self, file: pq.ParquetFile, labels: list[str], primary: str, encoding: str) -> None:
        self.file, self.labels, self.primary, self.encoding = file, labels, primary, encoding
        self.rows = max(file.metadata.num_rows, 1)
        self.read = 0

    def done(self) -> float:
        """Share of the rows that were read."""
        return float(self.read / self.rows)

    def chunks(self) -> Iterator[Chunk]:
        """The rows."""
        wanted = [*self.labels, *([self.primary] if self.primary else [])]
        size = max(100, min(CHUNK_ROWS, CHUNK_CELLS // max(len(wanted), 1)))
        try:
            for batch in self.file.iter_batches(batch_size=size, columns=wanted, use_threads=False):
                columns = [plain(batch.column(label)) for label in self.labels]
                shapes = _wkb(batch.column(self.primary), self.encoding) if self.primary else None
                yield Chunk(numbered(self.read + 1, batch.num_rows), columns, shapes)
                self.read += batch.num_rows
        except (pa.ArrowException, OSError, ValueError) as problem:
            raise FileRefused(Refusal.UNREADABLE) from problem


def _wkb(column: Any, encoding: str) -> pa.Array:
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if encoding == "WKB" and not pa.types.is_nested(column.type):
        return column.cast(pa.binary())
    if encoding == "point" and pa.types.is_struct(column.type):
        points = shapely.points(
            column.field("x").to_numpy(zero_copy_only=False), column.field("y").to_numpy(zero_copy_only=False)
        )
        return pa.array(
            shapely.to_wkb(points), pa.binary(), mask=column.is_null().to_numpy(zero_copy_only=False)
        )
    raise FileRefused(Refusal.UNREADABLE)
