"""GeoPackage, with what the layer, its columns and codes mean, and the licence, inside; and FlatGeobuf."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pyogrio.raw import write_arrow

from opendata.exports.writers.source import MEANING, TITLE, Reading, in_schema, renamed, unique_names

GEOMETRY_TYPES = {"Geometry": "Unknown"}
DCAT = "http://www.w3.org/ns/dcat#"


def write_geopackage(reading: Reading, target: Path) -> None:
    """One layer with a spatial index, then the tables that tell about it."""
    names = _write(reading, target, "GPKG", taken={"fid", "geom", "geometry"}, options={
        "GEOMETRY_NAME": "geom", "FID": "fid",
        "IDENTIFIER": reading.about["title"], "DESCRIPTION": reading.about["text"],
    })  # fmt: skip
    with closing(sqlite3.connect(target)) as database, database:
        _tell_codes(reading, database, names)
        _tell_terms(reading, database)


def write_flatgeobuf(reading: Reading, target: Path) -> None:
    """One layer; its index has no room for rows without a place, so with such rows there is none."""
    index = "NO" if reading.measured["without_place"] else "YES"
    options = {
        "SPATIAL_INDEX": index, "TITLE": reading.about["title"], "DESCRIPTION": reading.about["text"],
        "TEMPORARY_DIR": str(target.parent),
    }  # fmt: skip
    _write(reading, target, "FlatGeobuf", taken={"geometry", reading.names["geometry"]}, options=options)


def _write(
    reading: Reading, target: Path, driver: str, *, taken: set[str], options: dict[str, str]
) -> dict[str, str]:
    """The rows through GDAL, as a stream; returns the columns' names in the file."""
    geometry = reading.names["geometry"]
    columns = [name for name in reading.schema.names if name != geometry]
    names = unique_names(columns, taken)
    told = {
        field["name"]: {TITLE: reading.title_of(field), MEANING: reading.meaning_of(field)}
        for field in reading.fields
    }
    schema = renamed(reading.schema, names, told)
    kind = reading.about["geometry_type"]
    write_arrow(
        in_schema(reading.batches(), schema),
        str(target),
        layer=reading.about["name"],
        driver=driver,
        geometry_name=geometry,
        geometry_type=GEOMETRY_TYPES.get(kind, kind),
        crs="EPSG:4326",
        layer_metadata={key: text for key, text in reading.terms().items() if text},
        layer_options={key: text for key, text in options.items() if text},
    )
    return names


def _tell_codes(reading: Reading, database: sqlite3.Connection, names: dict[str, str]) -> None:
    """The values of coded columns (extension `gpkg_schema`, which GDAL has set up for the titles)."""
    for field in reading.fields:
        if not field["codes"]:
            continue
        rule = f"{field['name']}_codes"
        database.executemany(
            "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description) "
            "VALUES (?, 'enum', ?, ?)",
            [(rule, code, reading.text(titles)) for code, titles in field["codes"].items()],
        )
        database.execute(
            "UPDATE gpkg_data_columns SET constraint_name = ? WHERE column_name = ?",
            (rule, names[field["name"]]),
        )


def _tell_terms(reading: Reading, database: sqlite3.Connection) -> None:
    """A DCAT entry in gpkg_metadata, for programs that read more than GDAL's own keys."""
    inserted = database.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES "
        "('dataset', ?, 'application/ld+json', ?)",
        (DCAT, json.dumps(_dcat(reading), ensure_ascii=False)),
    )
    database.execute(
        "INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', ?)",
        (inserted.lastrowid,),
    )


def _dcat(reading: Reading) -> dict[str, Any]:
    about = reading.about
    return {
        "@context": {"dcat": DCAT, "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Dataset",
        "dct:identifier": about["name"],
        "dct:title": _by_language(about["titles"]),
        "dct:description": _by_language(about["descriptions"]),
        "dct:publisher": about["publisher"],
        "dct:license": {"@id": about["licence"]["uri"]},
        "dct:modified": about["published"],
        "dcat:version": str(about["revision"]),
        "dcat:keyword": [
            {"@language": code, "@value": word} for code, words in about["keywords"].items() for word in words
        ],
    }


def _by_language(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": code, "@value": text} for code, text in texts.items()]
