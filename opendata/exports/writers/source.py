"""A reading as the writers see it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

ROWS, FEATURES, CSV_LINES = "rows.arrows", "features.ndjson", "rows.csv"
# The years 1 to 9999, in days from 1970 on.
FIRST_DAY, LAST_DAY = -719_162, 2_932_896
MICROSECONDS = 86_400_000_000
# GDAL takes these from the metadata of an Arrow field.
TITLE, MEANING, WIDTH = b"GDAL:OGR:alternative_name", b"GDAL:OGR:comment", b"GDAL:OGR:width"


class Reading:
    """The folder of a reading. `about`: the Description, `measured`: what reading.Measuring found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        manifest = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
        self.about: dict[str, Any] = manifest["description"]
        self.measured: dict[str, Any] = manifest["measured"]
        self.fields: list[dict[str, Any]] = self.about["fields"]
        self.names: dict[str, str] = self.about["names"]

    @property
    def has_geometry(self) -> bool:
        """False for a plain table."""
        return str(self.about["geometry_type"]) != "None"

    @property
    def rows(self) -> int:
        """How many there are."""
        return int(self.measured["rows"])

    @property
    def features(self) -> Path:
        """GeoJSON features, one a line."""
        return self.folder / FEATURES

    @property
    def csv_lines(self) -> Path:
        """The finished CSV."""
        return self.folder / CSV_LINES

    def batches(self) -> Iterator[pa.RecordBatch]:
        """id, fields and geometry (WKB), some thousand rows at a time."""
        with pa.OSFile(str(self.folder / ROWS), "rb") as file, pa.ipc.open_stream(file) as stream:
            yield from stream

    @property
    def schema(self) -> pa.Schema:
        """Of the batches."""
        with pa.OSFile(str(self.folder / ROWS), "rb") as file, pa.ipc.open_stream(file) as stream:
            return stream.schema

    @property
    def language(self) -> str:
        """Code of the language that the description's own title is in; empty where it is in none."""
        titles = self.about["titles"]
        return next((code for code, title in titles.items() if title == self.about["title"]), "")

    def text(self, texts: Mapping[str, str]) -> str:
        """A text by language in the language that the description's own title is in, else in any."""
        return texts.get(self.language) or next((text for text in texts.values() if text), "")

    @property
    def other_languages(self) -> list[str]:
        """Codes of the languages, beside the file's own, in which columns have titles."""
        found = {code for field in self.fields for code, text in field["titles"].items() if text}
        return sorted(found - {self.language})

    def title_of(self, field: dict[str, Any]) -> str:
        """What people read over a column, with its unit."""
        title = self.text(field["titles"]) or field["name"]
        return f"{title} ({field['unit']})" if field["unit"] else title

    def meaning_of(self, field: dict[str, Any]) -> str:
        """The field's description and, for a coded one, what each code means."""
        codes = "; ".join(f"{code} = {self.text(titles)}" for code, titles in field["codes"].items())
        return " ".join(part for part in (self.text(field["descriptions"]), codes) if part)

    def terms(self) -> dict[str, str]:
        """What every file tells of its origin, as plain keys and values."""
        licence = self.about["licence"]
        return {
            "TITLE": self.about["title"],
            "DESCRIPTION": self.about["text"],
            "PUBLISHER": self.about["publisher"],
            "LICENCE": licence["title"],
            "LICENCE_URI": licence["uri"],
            "LICENCE_TEXT": licence["deed"],
            "REVISION": str(self.about["revision"]),
            "PUBLISHED": self.about["published"],
        }


def renamed(
    schema: pa.Schema, names: Mapping[str, str], metadata: Mapping[str, Mapping[bytes, str]]
) -> pa.Schema:
    """The same types under other names, each with metadata by its old name."""
    return pa.schema(
        [
            pa.field(
                names.get(field.name, field.name),
                field.type,
                metadata={
                    key: value.encode() for key, value in metadata.get(field.name, {}).items() if value
                },
            )
            for field in schema
        ]
    )


def in_schema(batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> pa.RecordBatchReader:
    """The batches with the columns' names and metadata of the schema, for GDAL."""
    return pa.RecordBatchReader.from_batches(
        schema,
        (
            pa.RecordBatch.from_arrays([in_calendar(column) for column in batch.columns], schema=schema)
            for batch in batches
        ),
    )


def in_calendar(column: pa.Array) -> pa.Array:
    """Days and moments as they are; null for those that formats with years of four digits cannot write."""
    if pa.types.is_date32(column.type):
        numbers, first, last = column.view(pa.int32()), FIRST_DAY, LAST_DAY
    elif pa.types.is_timestamp(column.type):
        numbers, first, last = (
            column.view(pa.int64()),
            FIRST_DAY * MICROSECONDS,
            (LAST_DAY + 1) * MICROSECONDS - 1,
        )
    else:
        return column
    known = pc.and_(pc.greater_equal(numbers, first), pc.less_equal(numbers, last))
    return pc.if_else(known, column, pa.scalar(None, column.type))


def unique_names(names: list[str], taken: set[str]) -> dict[str, str]:
    """Names that differ by more than capitals, and from those taken: GeoPackage and FlatGeobuf need that."""
    used = {name.lower() for name in taken}
    found: dict[str, str] = {}
    for name in names:
        free = name
        while free.lower() in used:
            free += "_"
        used.add(free.lower())
        found[name] = free
    return found
