"""What kind of file is this: by its content, never by its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from opendata.ingest.codes import Kind, Refusal
from opendata.ingest.errors import FileRefused

LOOKED_AT = 64 * 1024
_BOM = b"\xef\xbb\xbf"
_STARTS = (
    (b"SQLite format 3\0", Kind.GPKG),
    (b"fgb\x03", Kind.FLATGEOBUF),
    (b"PAR1", Kind.PARQUET),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_KML = re.compile(rb"<(\w+:)?kml[\s>]")
_FEATURE = re.compile(rb'^\s*\x1e?\s*\{[^\n]*"type"\s*:\s*"Feature"[^\n]*\}\s*\r?\n\s*\x1e?\s*\{')
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(FeatureCollection|Feature|Point|LineString|Polygon|Multi\w+|GeometryCollection)"'
)
_BINARY = bytes(set(range(9)) | set(range(14, 27)) | {28, 29, 31})
_OTHER_STARTS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"{\\rtf",
)


def sniff(path: Path) -> Kind | None:
    """The kind; None for a zip archive, whose entries tell. FileRefused for what is none of them."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if not start.strip(b"\0 \r\n\t"):
        raise FileRefused(Refusal.EMPTY)
    for magic, kind in _STARTS:
        if start.startswith(magic):
            return kind
    if start.startswith(_ZIP):
        return None
    if start.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in start + _tail(path):
        raise FileRefused(Refusal.ENCRYPTED)
    if start.startswith((_OLE, *_OTHER_STARTS)):
        raise FileRefused(Refusal.UNKNOWN_KIND)
    return _text_kind(start, path)


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LOOKED_AT))
        return file.read(LOOKED_AT)


def _text_kind(start: bytes, path: Path) -> Kind:
    text = start.removeprefix(_BOM).lstrip()
    if text[:1] in (b"{", b"\x1e"):
        if _FEATURE.match(text):
            return Kind.GEOJSON_LINES
        if _GEOJSON.search(text) or _GEOJSON.search(_tail(path)):
            return Kind.GEOJSON
        raise FileRefused(Refusal.UNKNOWN_KIND)
    if text[:1] == b"<":
        if _KML.search(text[:4096]):
            return Kind.KML
        raise FileRefused(Refusal.UNKNOWN_KIND)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and sum(start.count(byte) for byte in _BINARY) > len(start) // 200:
        raise FileRefused(Refusal.UNKNOWN_KIND)
    return Kind.CSV


def kind_of_archive(archive: zipfile.ZipFile) -> Kind:
    """By the names of the entries, and the type that OpenDocument writes first."""
    names = [info.filename for info in archive.infolist()]
    lower = [name.lower() for name in names]
    if "xl/workbook.xml" in lower:
        return Kind.XLSX
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as file:
            if file.read(100).strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                return Kind.ODS
    if any(name.endswith(".shp") for name in lower):
        return Kind.SHAPEFILE
    if any(name.endswith(".kml") for name in lower):
        return Kind.KML
    raise FileRefused(Refusal.ARCHIVE_WITHOUT_DATA)
