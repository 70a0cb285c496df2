"""A zipped Shapefile: short column names with a table that explains them, one set of files a kind of shape."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from pyogrio.raw import write_arrow

from opendata.exports.choices import Reason
from opendata.exports.errors import Refused
from opendata.exports.writers.source import WIDTH, Reading, in_calendar, renamed

LONGEST_NAME, LONGEST_TEXT, MOST_COLUMNS = 10, 254, 254
# dBASE writes numbers as digits; GDAL reads longer ones back as decimals.
LARGEST_INTEGER = 10**17
LARGEST_PART = 2**31 - 1
ASCII_DIGITS = 24
# Name of the files, type of the layer, and shapely's numbers of the types that go there.
KINDS = (
    ("points", "Point", (0,)),
    ("multipoints", "MultiPoint", (4,)),
    ("lines", "LineString", (1, 2, 5)),
    ("areas", "Polygon", (3, 6)),
)
COLLECTION = 7
PARTS = {"multipoints": (0, 4), "lines": (1, 2, 5), "areas": (3, 6)}
WHOLE = {
    "multipoints": shapely.multipoints,
    "lines": shapely.multilinestrings,
    "areas": shapely.multipolygons,
}


def write_shapefile(reading: Reading, target: Path) -> None:
    """Refused where the format's limits are passed: 254 columns, 2 GB a part."""
    if len(reading.fields) + 1 > MOST_COLUMNS:
        raise Refused(Reason.TOO_MANY_COLUMNS)
    if reading.rows * _row_bytes(reading) > LARGEST_PART:
        raise Refused(Reason.TOO_LARGE)
    folder = target.parent / f"{target.name}.parts"
    folder.mkdir()
    try:
        names = short_names([name for name in reading.schema.names if name != reading.names["geometry"]])
        present = _present(reading)
        for kind, layer_type, _numbers in present:
            stem = reading.about["name"] if len(present) == 1 else f"{reading.about['name']}_{kind}"
            _write_kind(reading, folder / f"{stem}.shp", names, (kind, layer_type, present[0][0]))
        _pack(reading, folder, target, names)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def short_names(names: list[str]) -> dict[str, str]:
    """Ten letters at most, all different: the first that are free, then with a number at the end."""
    # geopandas calls the shape itself so.
    used = {"geometry"}
    found: dict[str, str] = {}
    for name in names:
        short, number = name[:LONGEST_NAME], 1
        while short.lower() in used:
            number += 1
            short = f"{name[: LONGEST_NAME - len(str(number)) - 1]}_{number}"
        used.add(short.lower())
        found[name] = short
    return found


def _row_bytes(reading: Reading) -> int:
    """What a row takes in the table of a Shapefile: fixed widths, the id's 18 and a mark before them."""
    fixed = {"number": ASCII_DIGITS, "boolean": 1, "date": 8, "datetime": 20}
    total = 19
    for field in reading.fields:
        if field["type"] == "string":
            total += _text_width(reading, field["name"])
        elif field["type"] == "integer":
            total += _digits(reading, field["name"])
        else:
            total += fixed[field["type"]]
    return total


def _text_width(reading: Reading, name: str) -> int:
    return max(1, min(LONGEST_TEXT, int(reading.measured["longest"].get(name, 1))))


def _digits(reading: Reading, name: str) -> int:
    return len(str(reading.measured["largest"].get(name, 0))) + 1


def _present(reading: Reading) -> list[tuple[str, str, tuple[int, ...]]]:
    """The kinds that occur; the collection's own where no row has a place."""
    declared = {"Point": KINDS[0], "MultiLineString": KINDS[2], "MultiPolygon": KINDS[3]}
    kind = declared.get(reading.about["geometry_type"])
    if kind:
        return [kind]
    numbers: set[int] = set()
    for batch in reading.batches():
        shapes = _shapes(batch)
        within = shapes[shapely.get_type_id(shapes) == COLLECTION]
        numbers |= {int(number) for number in np.unique(shapely.get_type_id(shapes))}
        for part in _flat(within):
            number = int(shapely.get_type_id(part))
            numbers.add(4 if number == 0 else number)
    return [kind for kind in KINDS if numbers & set(kind[2])] or [KINDS[0]]


def _shapes(batch: pa.RecordBatch) -> Any:
    return shapely.from_wkb(batch.columns[-1].to_numpy(zero_copy_only=False))


def _flat(shapes: Any) -> list[Any]:
    """The parts of collections, and of collections in them."""
    found: list[Any] = []
    for shape in shapes:
        for part in shapely.get_parts(shape):
            found += _flat([part]) if shapely.get_type_id(part) == COLLECTION else [part]
    return found


def _write_kind(reading: Reading, path: Path, names: dict[str, str], kind: tuple[str, str, str]) -> None:
    """The rows of one kind; those without a place stand with the first kind."""
    wanted, layer_type, first = kind
    sample = _schema(reading, names)
    rows = (_row_values(reading, one) for one in _of_kind(reading, wanted, with_missing=wanted == first))
    stream = pa.RecordBatchReader.from_batches(
        sample, (pa.RecordBatch.from_arrays(columns, schema=sample) for columns in rows)
    )
    try:
        write_arrow(
            stream, str(path), layer=path.stem, driver="ESRI Shapefile", encoding="UTF-8",
            geometry_name=reading.names["geometry"], geometry_type=layer_type, crs="EPSG:4326",
            layer_options={"2GB_LIMIT": "YES", "SPATIAL_INDEX": "NO"},
        )  # fmt: skip
    except Exception as problem:
        if "2GB" in str(problem):
            raise Refused(Reason.TOO_LARGE) from problem
        raise


def _schema(reading: Reading, names: dict[str, str]) -> pa.Schema:
    """The columns as dBASE has them: moments and huge integers are text."""
    about = {field["name"]: field for field in reading.fields}
    columns, metadata = [], {}
    for column in reading.schema:
        field = about.get(column.name)
        kind = field["type"] if field else ""
        columns.append(pa.field(column.name, pa.string() if _is_text(reading, field) else column.type))
        if kind == "string":
            metadata[column.name] = {WIDTH: str(_text_width(reading, column.name))}
        elif kind == "integer":
            metadata[column.name] = {WIDTH: str(_digits(reading, column.name))}
        elif kind == "datetime":
            metadata[column.name] = {WIDTH: "20"}
    return renamed(pa.schema(columns), names, metadata)


def _is_text(reading: Reading, field: dict[str, Any] | None) -> bool:
    if field is None:
        return False
    return field["type"] in ("string", "datetime") or (
        field["type"] == "integer" and reading.measured["largest"].get(field["name"], 0) >= LARGEST_INTEGER
    )


def _row_values(reading: Reading, batch: pa.RecordBatch) -> list[pa.Array]:
    values = [batch.columns[0]]
    for field, column in zip(reading.fields, batch.columns[1:], strict=False):
        known = in_calendar(column)
        values.append(_as_text(reading, field, known) if _is_text(reading, field) else known)
    return [*values, batch.columns[-1]]


def _as_text(reading: Reading, field: dict[str, Any], column: pa.Array) -> pa.Array:
    if field["type"] == "datetime":
        return pc.strftime(column.cast(pa.timestamp("s", "UTC"), safe=False), "%Y-%m-%dT%H:%M:%SZ")
    text = column.cast(pa.string())
    if reading.measured["longest"].get(field["name"], 0) > LONGEST_TEXT:
        text = pa.array([_cut(value) for value in text.to_pylist()], pa.string())
    return text


def _cut(text: str | None) -> str | None:
    """At most 254 bytes, never half a letter."""
    return None if text is None else text.encode()[:LONGEST_TEXT].decode(errors="ignore")


def _of_kind(reading: Reading, wanted: str, *, with_missing: bool) -> Iterator[pa.RecordBatch]:
    """The rows of one kind; a collection of shapes stands with each kind that it has parts of."""
    numbers = {*next(numbers for name, _type, numbers in KINDS if name == wanted)}
    for batch in reading.batches():
        shapes = _shapes(batch)
        types = shapely.get_type_id(shapes)
        taken = np.isin(types, [*numbers, -1] if with_missing else [*numbers])
        for at in np.flatnonzero(types == COLLECTION):
            parts = [
                part for part in _flat([shapes[at]]) if shapely.get_type_id(part) in PARTS.get(wanted, ())
            ]
            if parts:
                shapes[at] = WHOLE[wanted](shapely.get_parts(parts))
                taken[at] = True
        if not taken.any():
            continue
        geometry = pa.array(shapely.to_wkb(shapes[taken]), pa.binary())
        columns = [column.filter(pa.array(taken)) for column in batch.columns[:-1]]
        yield pa.RecordBatch.from_arrays([*columns, geometry], schema=batch.schema)


def _pack(reading: Reading, folder: Path, target: Path, names: dict[str, str]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(folder.iterdir()):
            if path.stat().st_size > LARGEST_PART:
                raise Refused(Reason.TOO_LARGE)
            packed.write(path, path.name)
        packed.writestr("columns.csv", _explained(reading, names))
        terms = "\n".join(f"{key}: {text}" for key, text in reading.terms().items() if text)
        packed.writestr("LICENCE.txt", terms + "\n")


def _explained(reading: Reading, names: dict[str, str]) -> bytes:
    """Which column is which, for people and programs; with a byte order mark, as it is opened by hand."""
    words, text = reading.about["words"], io.StringIO()
    table = csv.writer(text)
    table.writerow([words["short_name"], words["name"], words["title"], words["unit"], words["meaning"]])
    own_id = reading.names["id"]
    table.writerow([names[own_id], own_id, words["id"], "", ""])
    for field in reading.fields:
        title = reading.text(field["titles"])
        table.writerow([names[field["name"]], field["name"], title, field["unit"], reading.meaning_of(field)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()
