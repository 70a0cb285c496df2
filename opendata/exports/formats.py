"""The formats that are offered, in the order in which they are built and listed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What the reading of a collection leaves for the writers.
ROWS, FEATURES, CSV_LINES = "rows.arrows", "features.ndjson", "rows.csv"


@dataclass(frozen=True)
class ExportFormat:
    """`name` stands in addresses. `made_of`: the part of a reading it is written from.

    `file_type`: the code in the EU's authority table of file types; BIN where it has none.
    """

    name: str
    title: str | Promise
    extension: str
    media_type: str
    made_of: str
    file_type: str
    needs_geometry: bool = False
    purpose: str | Promise = ""


FORMATS: dict[str, ExportFormat] = {
    entry.name: entry
    for entry in (
        ExportFormat(
            "csv", "CSV", "csv", "text/csv; charset=utf-8", CSV_LINES, "CSV", purpose=_("for any program")
        ),
        ExportFormat(
            "geojson", "GeoJSON", "geojson", "application/geo+json", FEATURES, "GEOJSON",
            needs_geometry=True, purpose=_("for maps on the web"),
        ),
        ExportFormat(
            "parquet", "Parquet", "parquet", "application/vnd.apache.parquet", ROWS, "PARQUET",
            purpose=_("for analysis: Python, R, DuckDB"),
        ),
        ExportFormat(
            "gpkg", "GeoPackage", "gpkg", "application/geopackage+sqlite3", ROWS, "GPKG",
            needs_geometry=True, purpose=_("for QGIS and ArcGIS, with descriptions and licence inside"),
        ),
        ExportFormat(
            "fgb", "FlatGeobuf", "fgb", "application/flatgeobuf", ROWS, "BIN",
            needs_geometry=True, purpose=_("for reading a part of it over the net"),
        ),
        ExportFormat(
            "shp", "Shapefile", "shp.zip", "application/zip", ROWS, "SHP",
            needs_geometry=True, purpose=_("for older map programs; names of columns are short"),
        ),
        ExportFormat(
            "xlsx", "Excel", "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ROWS, "XLSX",
            purpose=_("for spreadsheets, with the meaning of the columns"),
        ),
        ExportFormat(
            "pmtiles", "PMTiles", "pmtiles", "application/vnd.pmtiles", FEATURES, "BIN",
            needs_geometry=True, purpose=_("for drawing all of it without a server"),
        ),
    )
}  # fmt: skip


def offered(*, has_geometry: bool) -> list[ExportFormat]:
    """The formats of a collection; those of maps only where rows have places."""
    return [entry for entry in FORMATS.values() if has_geometry or not entry.needs_geometry]
