"""A collection's rows from the database into files of a folder, all of one revision.

Every format is written from these, so that the table is read once a part and the database is free again while
the slow formats are made. Memory is constant: a batch of rows at a time.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from psycopg import sql

from opendata.exports.description import describe
from opendata.exports.formats import CSV_LINES, FEATURES, ROWS
from opendata.tables.contract import Field, FieldType
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts, facts_of
from opendata.tables.shelf.copying import copy_csv, copy_lines, csv_columns, one_revision
from opendata.tables.shelf.names import column, table

MANIFEST = "reading.json"
BATCH_ROWS = 10_000
# What a batch may take, by the average size of a row on the disk.
BATCH_BYTES = 32 * 1024 * 1024
ARROW_TYPES: dict[FieldType, pa.DataType] = {
    FieldType.TEXT: pa.string(),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.BOOLEAN: pa.bool_(),
    FieldType.DATE: pa.date32(),
    FieldType.DATETIME: pa.timestamp("us", "UTC"),
}
# Days and moments come as numbers: Python's own dates end in the year 9999, PostgreSQL's do not.
NUMBERS = {
    FieldType.DATE: sql.SQL("CASE WHEN isfinite({0}) THEN {0} - DATE '1970-01-01' END"),
    FieldType.DATETIME: sql.SQL(
        "CASE WHEN isfinite({0}) THEN (extract(epoch FROM {0}) * 1000000)::bigint END"
    ),
}


class NotPublished(LookupError):
    """The collection is not, or no longer, open to everybody."""


def read_collection(name: str, folder: Path, parts: set[str]) -> dict[str, Any]:
    """Puts the parts into the folder and returns the manifest, which is written last. NotPublished otherwise.

    The table cannot be exchanged meanwhile (one_revision), so nothing else is done in here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with one_revision(name):
        facts = facts_of(name)
        if facts is None:
            raise NotPublished(name)
        description = describe(facts)
        measured: dict[str, Any] = {}
        if CSV_LINES in parts:
            _write(folder / CSV_LINES, _csv(facts))
        if FEATURES in parts:
            _write(folder / FEATURES, _features(facts))
        if ROWS in parts:
            schema = schema_of(facts, description["names"])
            measured = _write_rows(facts, schema, folder / ROWS)
    manifest = {
        "description": description,
        "parts": sorted(parts),
        "measured": {"rows": facts.row_count, **measured},
    }
    fresh = folder / f"{MANIFEST}.new"
    fresh.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / MANIFEST)
    return manifest


def standing_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a finished reading, None where there is none."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest


def _write(path: Path, lines: Iterator[bytes]) -> None:
    with path.open("wb", buffering=1024 * 1024) as file:
        file.writelines(lines)


def _csv(facts: Facts) -> Iterator[bytes]:
    """As the API streams it."""
    columns = csv_columns(facts.fields, facts.geometry_type)
    head = io.StringIO()
    csv.writer(head, lineterminator="\n").writerow([name for name, _sql in columns])
    yield head.getvalue().encode()
    yield from copy_csv(RowQuery(facts.name), columns)


def _features(facts: Facts) -> Iterator[bytes]:
    """The finished GeoJSON features, one a line."""
    return copy_lines(RowQuery(facts.name), sql.SQL("feature"))


def schema_of(facts: Facts, names: dict[str, str]) -> pa.Schema:
    """id, the fields, and the geometry as WKB."""
    columns = [pa.field(names["id"], pa.int64(), nullable=False)]
    columns += [pa.field(field.name, ARROW_TYPES[field.type]) for field in facts.fields]
    if facts.has_geometry:
        columns.append(pa.field(names["geometry"], pa.binary()))
    return pa.schema(columns)


def _chosen(field: Field) -> sql.Composable:
    name = column(field.name)
    return NUMBERS[field.type].format(name) if field.type in NUMBERS else name


def _write_rows(facts: Facts, schema: pa.Schema, path: Path) -> dict[str, Any]:
    """The typed rows as an Arrow stream; returns what was measured on the way."""
    measuring = Measuring(facts)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, schema, options=options) as stream:
        for rows in _rows(facts):
            values = zip(*rows, strict=True)
            arrays = [_array(list(found), kind) for found, kind in zip(values, schema.types, strict=True)]
            measuring.see(arrays)
            stream.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return measuring.found()


def _rows(facts: Facts) -> Iterator[list[tuple[Any, ...]]]:
    """Batches of rows from a cursor of the server's."""
    chosen = [sql.SQL("rowid"), *(_chosen(field) for field in facts.fields)]
    if facts.has_geometry:
        chosen.append(sql.SQL("ST_AsBinary(geom)"))
    statement, parameters = RowQuery(facts.name).select(sql.SQL(", ").join(chosen))
    size = _batch_rows(facts)
    with connection.connection.cursor(name="exported_rows", binary=True) as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(size):
            yield rows


def _batch_rows(facts: Facts) -> int:
    """Fewer at a time where rows are large."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_table_size(%s::regclass)", [table(facts.name).as_string(None)])
        per_row = cursor.fetchone()[0] / max(facts.row_count, 1)
    return max(1, min(BATCH_ROWS, int(BATCH_BYTES / max(per_row, 1))))


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_date32(kind):
        return pa.array(values, pa.int32()).view(kind)
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).view(kind)
    return pa.array(values, kind)


class Measuring:
    """What writers must know before they begin: the longest texts, the largest integers."""

    def __init__(self, facts: Facts) -> None:
        self.kinds = [(field.name, field.type) for field in facts.fields]
        self.longest: dict[str, int] = {}
        self.largest: dict[str, int] = {}
        self.has_geometry = facts.has_geometry
        self.rows = self.without_place = 0

    def see(self, arrays: list[pa.Array]) -> None:
        """One batch: id, fields, geometry."""
        self.rows += len(arrays[0])
        for (name, kind), values in zip(self.kinds, arrays[1:], strict=False):
            if kind is FieldType.TEXT:
                longest = pc.max(pc.binary_length(values)).as_py() or 0
                self.longest[name] = max(longest, self.longest.get(name, 0))
            elif kind is FieldType.INTEGER:
                ends = pc.min_max(values).as_py()
                largest = max(abs(ends["min"] or 0), abs(ends["max"] or 0))
                self.largest[name] = max(largest, self.largest.get(name, 0))
        if self.has_geometry:
            self.without_place += arrays[-1].null_count

    def found(self) -> dict[str, Any]:
        """Bytes of the longest text and the largest absolute value, by column; rows, and those without place."""
        return {
            "rows": self.rows,
            "without_place": self.without_place,
            "longest": self.longest,
            "largest": self.largest,
        }
