"""Files with layers of shapes: GeoJSON, GeoPackage, Shapefile, KML, FlatGeobuf, through GDAL in Arrow batches."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from opendata.ingest.codes import Kind, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.archives import unpack
from opendata.ingest.reader.checking import as_utf8, check_database, check_kml
from opendata.ingest.reader.chunks import (
    CHUNK_CELLS,
    Chunk,
    LayerInfo,
    Source,
    Wishes,
    check_rows,
    check_width,
    choose_layer,
    numbered,
)
from opendata.ingest.reader.gdal import load_gdal
from opendata.ingest.reader.kml_names import with_plain_names
from opendata.ingest.reader.shapefiles import unpack_shapefiles
from opendata.ingest.reader.troubles import Troubles
from opendata.ingest.reader.typed import is_readable, plain

BATCH = 20_000
_SUFFIXES = {
    Kind.GEOJSON: "geojson",
    Kind.GEOJSON_LINES: "geojsonl",
    Kind.GPKG: "gpkg",
    Kind.KML: "kml",
    Kind.FLATGEOBUF: "fgb",
}
# What the KML driver always gives, of use to nobody.
_KML_NOISE = frozenset(
    {
        "timestamp",
        "begin",
        "end",
        "altitudeMode",
        "tessellate",
        "extrude",
        "visibility",
        "drawOrder",
        "icon",
        "snippet",
    }
)
_KINDS = {"point": "Point", "line": "MultiLineString", "polygon": "MultiPolygon"}


def open_layers(path: Path, kind: Kind, wishes: Wishes, troubles: Troubles, work: Path) -> Source:
    """A file that is no archive. Raises FileRefused."""
    hidden: frozenset[str] = frozenset()
    if kind is Kind.GPKG:
        hidden = frozenset(check_database(path))
    encoding = ""
    names: dict[str, str] = {}
    target = work / f"data.{_SUFFIXES[kind]}"
    if kind is Kind.KML:
        check_kml(path, troubles)
        names = with_plain_names(path, target)
    elif kind in (Kind.GEOJSON, Kind.GEOJSON_LINES):
        encoding = as_utf8(path, target, wishes)
    else:
        os.symlink(path.resolve(), target)
    source = _open({"": target}, kind, wishes, encoding, hidden=hidden)
    source.labels = [names.get(label, label) for label in source.labels]
    return source


def open_zipped_layers(
    archive: zipfile.ZipFile, kind: Kind, wishes: Wishes, troubles: Troubles, work: Path
) -> Source:
    """A zip archive with Shapefiles, or with a KML file. Raises FileRefused."""
    if kind is Kind.SHAPEFILE:
        return _open_shapefiles(archive, wishes, work)
    entries = [one for one in archive.infolist() if one.filename.lower().endswith(".kml")]
    entry = next((one for one in entries if one.filename.lower() == "doc.kml"), entries[0])
    target = work / "unpacked.kml"
    unpack(archive, entry, target)
    return open_layers(target, kind, wishes, troubles, work)


def _open_shapefiles(archive: zipfile.ZipFile, wishes: Wishes, work: Path) -> Source:
    unpacked = unpack_shapefiles(archive, work)
    name = choose_layer(wishes.layer, list(unpacked), next(iter(unpacked)))
    encoding = wishes.encoding or unpacked[name].encoding
    paths = {name: one.path for name, one in unpacked.items()}
    return _open(paths, Kind.SHAPEFILE, wishes, encoding, first=name)


def _open(
    paths: dict[str, Path],
    kind: Kind,
    wishes: Wishes,
    encoding: str,
    *,
    first: str = "",
    hidden: frozenset[str] = frozenset(),
) -> Source:
    """`paths` are files by layer, or one file (under the empty name) that has its own layers."""
    gdal = load_gdal(kind)
    # GDAL wants to be told the encoding of a Shapefile only.
    told = encoding if kind is Kind.SHAPEFILE else None
    try:
        opened = _layers(gdal, paths, hidden, told, several=kind in (Kind.GPKG, Kind.KML))
        if not opened:
            raise FileRefused(Refusal.NO_TABLE)
        layers = {name: one.described(name) for name, one in opened.items()}
        otherwise = first or next((one.name for one in layers.values() if one.rows), next(iter(layers)))
        chosen = choose_layer(wishes.layer, list(opened), otherwise)
        source = _source(opened[chosen], kind, encoding)
    except FileRefused:
        raise
    except Exception as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem
    source.layers, source.layer = list(layers.values()), chosen
    return source


@dataclass
class Layer:
    """A layer of a file, and what GDAL says of it."""

    gdal: ModuleType
    path: Path
    name: str
    info: dict[str, Any]
    encoding: str | None

    def described(self, name: str) -> LayerInfo:
        """For the editor."""
        kind = str(self.info["geometry_type"] or "").lower()
        geometry = next(
            (ours for part, ours in _KINDS.items() if part in kind), "Geometry" if kind else "None"
        )
        rows = int(self.info["features"])
        return LayerInfo(name, rows if rows >= 0 else None, geometry, _short_crs(self.info["crs"]))


def _layers(
    gdal: ModuleType, paths: dict[str, Path], hidden: frozenset[str], encoding: str | None, *, several: bool
) -> dict[str, Layer]:
    """By name. Each look into a GeoJSON reads all of it, so there is only one where one is enough."""
    found: dict[str, Layer] = {}
    for name, path in paths.items():
        wanted = [str(layer) for layer, _kind in gdal.list_layers(path)] if several else [None]
        for layer in wanted:
            if layer in hidden:
                continue
            info = gdal.read_info(
                path, layer=layer, encoding=encoding, force_feature_count=True, force_total_bounds=False
            )
            inside = str(info["layer_name"])
            found[name or inside] = Layer(gdal, path, inside, info, encoding)
    return found


def _short_crs(crs: Any) -> str:
    text = str(crs or "")
    if len(text) < 60:
        return text
    found = re.match(r'\w+\["([^"]+)"', text)
    return found[1] if found else text[:60]


def _source(layer: Layer, kind: Kind, encoding: str) -> Source:
    labels = [str(field) for field in layer.info["fields"]]
    if kind is Kind.KML:
        labels = [label for label in labels if label not in _KML_NOISE]
    check_width(len(labels))
    check_rows(int(layer.info["features"]))
    reading = Reading(layer, labels)
    first = next(reading.batches, None)
    if first is None:
        raise FileRefused(Refusal.NO_ROWS)
    return Source(
        kind=kind,
        labels=reading.readable(first),
        chunks=_guarded(reading.chunks(first)),
        encoding=encoding,
        has_geometry=bool(layer.info["geometry_type"]),
        crs=str(layer.info["crs"] or ""),
        done=reading.done,
    )


def _guarded(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    try:
        yield from chunks
    except FileRefused:
        raise
    except Exception as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem


class Reading:
    """Goes through a layer in Arrow batches."""

    def __init__(self, layer: Layer, labels: list[str]) -> None:
        self.layer, self.labels = layer, labels
        self.rows = max(int(layer.info["features"]), 1)
        self.read = 0
        self.batches = self._batches()

    def done(self) -> float:
        """Share of the features that were read."""
        return min(self.read / self.rows, 1.0)

    def _batches(self) -> Iterator[Any]:
        size = max(100, min(BATCH, CHUNK_CELLS // max(len(self.labels), 1)))
        one = self.layer
        with one.gdal.raw.open_arrow(
            one.path, layer=one.name, encoding=one.encoding, batch_size=size, use_pyarrow=True
        ) as (_meta, reader):
            yield from (batch for batch in reader if batch.num_rows)

    def readable(self, batch: Any) -> list[str]:
        """The columns that can be published."""
        self.labels = [
            label
            for label in self.labels
            if batch.schema.get_field_index(label) >= 0 and is_readable(batch.schema.field(label).type)
        ]
        return self.labels

    def chunks(self, first: Any) -> Iterator[Chunk]:
        """The batches as chunks; lines are numbers of features."""
        batch = first
        while batch is not None:
            shapes = _geometry(batch)
            columns = [plain(batch.column(batch.schema.get_field_index(label))) for label in self.labels]
            yield Chunk(numbered(self.read + 1, batch.num_rows), columns, shapes)
            self.read += batch.num_rows
            check_rows(self.read)
            batch = next(self.batches, None)


def _geometry(batch: Any) -> pa.Array | None:
    for place, one in enumerate(batch.schema):
        if (one.metadata or {}).get(b"ARROW:extension:name") in (b"geoarrow.wkb", b"ogc.wkb"):
            column = batch.column(place)
            return column.storage if isinstance(column, pa.ExtensionArray) else column
    return None
