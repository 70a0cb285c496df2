"""CSV and GeoJSON: PostgreSQL has written the lines already."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from opendata.exports.writers.source import Reading

PIECE = 1024 * 1024


def write_csv(reading: Reading, target: Path) -> None:
    """UTF-8 without a byte order mark, commas, a header of names: what programs expect."""
    shutil.copyfile(reading.csv_lines, target)


def write_geojson(reading: Reading, target: Path) -> None:
    """One FeatureCollection (RFC 7946), a feature a line, with its title and licence as members of its own."""
    about = reading.about
    head = {
        "type": "FeatureCollection",
        "name": about["name"],
        "title": about["title"],
        "description": about["text"],
        "publisher": about["publisher"],
        "license": about["licence"]["uri"],
        "revision": about["revision"],
        "timeStamp": about["published"],
    }
    with reading.features.open("rb") as lines, target.open("wb") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b',"features":[\n')
        piece = lines.read(PIECE)
        while piece:
            following = lines.read(PIECE)
            if not following:
                piece = piece.removesuffix(b"\n")
            file.write(piece.replace(b"\n", b",\n"))
            piece = following
        file.write(b"\n]}\n")
