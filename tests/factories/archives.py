"""Tiny PMTiles files, written by hand after the specification (github.com/protomaps/PMTiles, spec/v3)."""

from __future__ import annotations

import gzip
import json
import math
import struct
from collections.abc import Mapping
from typing import Any

import mapbox_vector_tile

MVT, PNG = 1, 2
PLAIN, GZIP = 1, 2
DEGREE = 10_000_000
Tile = tuple[int, int, int]


def varint(number: int) -> bytes:
    """An unsigned number in groups of seven bits."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def tile_id(zoom: int, column: int, row: int) -> int:
    """Place of a tile along the Hilbert curve, after all tiles of farther zooms."""
    found = sum(4**level for level in range(zoom))
    side = 1 << zoom
    step = side >> 1
    while step:
        right, below = int(bool(column & step)), int(bool(row & step))
        found += step * step * ((3 * right) ^ below)
        if not below:
            if right:
                column, row = side - 1 - column, side - 1 - row
            column, row = row, column
        step >>= 1
    return found


def archive(tiles: Mapping[Tile, bytes], *, kind: int, metadata: Mapping[str, Any]) -> bytes:
    """A PMTiles file of version 3 with one directory. Keys are (zoom, column, row)."""
    ordered = sorted(tiles.items(), key=lambda item: tile_id(*item[0]))
    ids = [tile_id(*key) for key, _content in ordered]
    directory = varint(len(ordered))
    directory += b"".join(varint(now - before) for before, now in zip([0, *ids[:-1]], ids, strict=True))
    directory += b"".join(varint(1) for _entry in ordered)
    directory += b"".join(varint(len(content)) for _key, content in ordered)
    # The first begins at 0 (written as 1), each other right behind the one before (written as 0).
    directory += b"".join(varint(int(number == 0)) for number in range(len(ordered)))
    root, notes = gzip.compress(directory, mtime=0), gzip.compress(json.dumps(metadata).encode(), mtime=0)
    content = b"".join(content for _key, content in ordered)
    parts = (127, len(root), 127 + len(root), len(notes), 127 + len(root) + len(notes), 0)
    head = b"PMTiles\x03" + struct.pack(
        "<11Q", *parts, 127 + len(root) + len(notes), len(content), len(ordered), len(ordered), len(ordered)
    )
    zooms = [zoom for zoom, _column, _row in tiles]
    head += bytes([1, GZIP, PLAIN, kind, min(zooms), max(zooms)])
    head += struct.pack("<4i", -180 * DEGREE, -85 * DEGREE, 180 * DEGREE, 85 * DEGREE)
    head += bytes([min(zooms)]) + struct.pack("<2i", 0, 0)
    return head + root + notes + content


def around(longitude: float, latitude: float, zoom: int) -> list[Tile]:
    """The tile of a place and the eight around it."""
    side = 2**zoom
    column = int((longitude + 180) / 360 * side)
    angle = math.radians(latitude)
    row = int((1 - math.asinh(math.tan(angle)) / math.pi) / 2 * side)
    return [(zoom, column + right, row + below) for right in (-1, 0, 1) for below in (-1, 0, 1)]


def full_of(layer: str, properties: Mapping[str, Any]) -> bytes:
    """A vector tile that one polygon of one layer fills."""
    square = "POLYGON ((0 0, 4096 0, 4096 4096, 0 4096, 0 0))"
    content: bytes = mapbox_vector_tile.encode(
        [{"name": layer, "features": [{"geometry": square, "properties": dict(properties)}]}]
    )
    return content
