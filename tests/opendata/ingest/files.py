"""Small files with one oddity each, and short ways to have them read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas
import openpyxl
import shapely
from django.contrib.gis.geos import GEOSGeometry

from opendata.ingest.contract import ColumnFinding, Decisions, Findings
from opendata.ingest.reader.inspecting import inspect
from opendata.ingest.reading import inspect_file

# A town in the south of Athens, in degrees and in the Greek grid.
TOWN = GEOSGeometry("SRID=4326;MULTIPOLYGON(((23.70 37.85,23.80 37.85,23.80 37.95,23.70 37.95,23.70 37.85)))")
PLACES = [(23.7351, 37.9001), (23.7412, 37.9105), (23.7523, 37.8809)]
GREEK_GRID = [(476_551.36, 4_194_563.83), (477_090.36, 4_195_715.27), (478_050.33, 4_192_428.27)]


class Silence:
    """Listens to the reader and keeps what it says of its progress."""

    def __init__(self) -> None:
        self.shares: list[float] = []

    def progress(self, share: float, _stage: str) -> None:
        """As Messages has it."""
        self.shares.append(share)


def look(
    content: str | bytes, *, boundary: GEOSGeometry | None = None, decisions: Decisions | None = None
) -> Findings:
    """Findings about a text, a workbook or a Parquet file, in this process: GDAL has no part in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        work = Path(folder) / "work"
        work.mkdir()
        request = {
            "path": str(path),
            "name": "upload",
            "work": str(work),
            "zone": "Europe/Athens",
            "boundary": boundary.wkb.hex() if boundary else None,
            "decisions": decisions.to_json() if decisions else None,
        }
        return Findings.from_json(json.loads(json.dumps(inspect(request, Silence()))))  # type: ignore[arg-type]  # it listens as Messages does


def look_apart(
    path: Path, *, boundary: GEOSGeometry | None = None, decisions: Decisions | None = None
) -> Findings:
    """Findings as the portal gets them, from a process of its own."""
    return inspect_file(path, path.name, boundary=boundary, decisions=decisions)


def column(findings: Findings, label: str) -> ColumnFinding:
    """The column with that label."""
    return next(one for one in findings.columns if one.source == label)


def types(findings: Findings) -> dict[str, str]:
    """Type by label."""
    return {one.source: one.type.value for one in findings.columns}


def csv_of(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    """Lines of plain cells."""
    return "\n".join(delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows) + "\n"


def workbook_of(sheets: Mapping[str, Sequence[Sequence[Any]]], *, merge: str = "") -> bytes:
    """An XLSX file; `merge` is a range of cells of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if merge:
        book.worksheets[0].merge_cells(merge)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sheets_of(content: str, *, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet") -> bytes:
    """An ODS file around the rows of `content`."""
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"""
    return zip_of({"mimetype": mimetype, "content.xml": document})


def zip_of(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def frame(columns: Mapping[str, Sequence[Any]], shapes: Sequence[Any], crs: str | None = "EPSG:4326") -> Any:
    """A table with shapes."""
    return geopandas.GeoDataFrame(dict(columns), geometry=list(shapes), crs=crs)


def points(places: Sequence[tuple[float, float]] = PLACES) -> list[Any]:
    """Shapes."""
    return [shapely.Point(*place) for place in places]


def geojson_of(shapes: Sequence[Any], properties: Sequence[Mapping[str, Any]] = (), **members: Any) -> str:
    """A FeatureCollection; a shape is one of shapely's, ready GeoJSON, or None."""
    features = []
    for number, shape in enumerate(shapes):
        geometry = json.loads(shapely.to_geojson(shape)) if isinstance(shape, shapely.Geometry) else shape
        known = properties[number] if number < len(properties) else {"number": number + 1}
        features.append({"type": "Feature", "properties": known, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", **members, "features": features}, ensure_ascii=False)


def shapefile_of(table: Any, folder: Path, *, encoding: str = "utf-8", without: Sequence[str] = ()) -> bytes:
    """A zip archive with a Shapefile, some of its parts left out."""
    folder.mkdir(parents=True, exist_ok=True)
    table.to_file(folder / "layer.shp", encoding=encoding)
    parts = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix not in without}
    return zip_of(parts)
