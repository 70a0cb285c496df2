"""Shapefiles in a zip archive: unpacked under our own names, and in which letters they are written."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.archives import unpack
from opendata.ingest.reader.encodings import BLOCK, UTF8, Tally, check_utf8

PARTS = ("shp", "shx", "dbf", "prj")
MOST_LAYERS = 200
# The file code 9994, as ESRI's technical description of Shapefiles (1998) has it.
SIGNATURE = (9994).to_bytes(4, "big")
# Texts are cut at the width of their field, in the middle of a letter if need be.
CUT_LETTERS_SHARE = 0.25


@dataclass
class Unpacked:
    """One Shapefile on disk."""

    path: Path
    encoding: str


def unpack_shapefiles(archive: zipfile.ZipFile, work: Path) -> dict[str, Unpacked]:
    """All of an archive, by name; FileRefused where there are far too many, or one has no table."""
    entries: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.name.startswith(".") or "__MACOSX" in path.parts:
            continue
        entries.setdefault(str(path.with_suffix("")), {})[path.suffix.lower().lstrip(".")] = entry
    found: dict[str, Unpacked] = {}
    whole = {stem: parts for stem, parts in entries.items() if "shp" in parts}
    if len(whole) > MOST_LAYERS:
        raise FileRefused(Refusal.ARCHIVE_TOO_LARGE)
    for number, (stem, parts) in enumerate(whole.items()):
        for part in PARTS:
            if part in parts:
                unpack(archive, parts[part], work / f"layer{number}.{part}")
        name = PurePosixPath(stem).name
        if "dbf" not in parts and _is_shapefile(work / f"layer{number}.shp"):
            raise FileRefused(Refusal.SHAPEFILE_WITHOUT_TABLE, {"name": name})
        said = _said(archive, parts.get("cpg"))
        encoding = encoding_of(work / f"layer{number}.dbf", said)
        found[name if name not in found else stem] = Unpacked(work / f"layer{number}.shp", encoding)
    if not found:
        raise FileRefused(Refusal.ARCHIVE_WITHOUT_DATA)
    return found


def _is_shapefile(path: Path) -> bool:
    """By its first bytes: what only has the name of one is damaged, whatever else is missing."""
    with path.open("rb") as file:
        return file.read(4) == SIGNATURE


def _said(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None) -> str:
    if entry is None or entry.file_size > 100:
        return ""
    return archive.read(entry).decode("ascii", "ignore").strip().lower()


def encoding_of(table: Path, said: str) -> str:
    """By the texts themselves: what the archive says of them is wrong often enough."""
    if not table.is_file():
        return UTF8
    with table.open("rb") as file:
        start = file.read(32)
        header = int.from_bytes(start[8:10], "little") if len(start) >= 10 else 32
    check = check_utf8(table, skip=header)
    if check.broken <= check.good * (CUT_LETTERS_SHARE if "utf" in said else 0.02):
        return UTF8
    tally = Tally()
    with table.open("rb") as file:
        file.seek(header)
        while block := file.read(BLOCK):
            tally.add(block)
    return tally.encoding()
