"""What is looked at in a file before GDAL opens it: databases that reach further, entities, letters."""

from __future__ import annotations

import codecs
import os
import re
import shutil
import sqlite3
from pathlib import Path

from opendata.ingest.codes import Code, Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.chunks import Wishes
from opendata.ingest.reader.encodings import UTF8, check_utf8, find_encoding
from opendata.ingest.reader.troubles import Troubles

_DANGEROUS = re.compile(
    r"load_extension|virtualogr|virtualshape|virtualxl|virtualtext|virtualdbf|(?<!\w)(?:ogr|gdal)_\w+\s*\("
    r"|readfile|writefile|fts3_tokenizer",
    re.IGNORECASE,
)
_HARMLESS_VIRTUAL = re.compile(r"using\s+\"?(rtree|fts3|fts4|fts5|rtree_i32)\b", re.IGNORECASE)


def check_database(path: Path) -> set[str]:
    """Views of a GeoPackage, which are not read. FileRefused for one that would open other files."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem
    for _kind, name, statement in rows:
        virtual = re.match(r"\s*create\s+virtual", statement, re.IGNORECASE)
        if _DANGEROUS.search(statement) or (virtual and not _HARMLESS_VIRTUAL.search(statement)):
            raise FileRefused(Refusal.UNSAFE_CONTENT, {"name": str(name)[:80]})
    return {str(name) for kind, name, _statement in rows if kind == "view"}


def check_kml(path: Path, troubles: Troubles) -> None:
    linked = False
    before = b""
    with path.open("rb") as file:
        while block := file.read(4 * 1024 * 1024):
            both = before + block
            if b"<!DOCTYPE" in both or b"<!ENTITY" in both:
                raise FileRefused(Refusal.UNSAFE_CONTENT, {"name": "DOCTYPE"})
            linked = linked or b"<NetworkLink" in both
            before = block[-32:]
    if linked:
        troubles.add(Code.LINKS_NOT_FOLLOWED)


def as_utf8(path: Path, target: Path, wishes: Wishes) -> str:
    """GeoJSON is UTF-8; where it is not, a copy that is."""
    if not wishes.encoding and check_utf8(path).broken == 0:
        os.symlink(path.resolve(), target)
        return UTF8
    encoding = wishes.encoding or find_encoding(path)
    if codecs.lookup(encoding).name == "utf-8":
        os.symlink(path.resolve(), target)
        return UTF8
    with (
        path.open(encoding=encoding, errors="replace", newline="") as file,
        target.open("w", encoding="utf-8") as out,
    ):
        shutil.copyfileobj(file, out, 1024 * 1024)
    return encoding
