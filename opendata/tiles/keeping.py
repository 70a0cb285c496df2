"""Tiles made before, by town, collections, revisions and place, so that nothing kept is out of date."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from django.core.cache import cache

from cms.kit.schemas import current_schema
from opendata.tables.reading import Facts
from opendata.tables.shelf.zooms import LAST_THINNED_ZOOM
from opendata.tiles.baked import FORM, baked_tiles, compress
from opendata.tiles.drawing import LARGEST_TILE, draw
from opendata.tiles.grid import Tile

KEEP_SECONDS = 7 * 24 * 3600
MEMORY_BYTES = 48 * 1024 * 1024


class Memory:
    """The tiles asked for last, in the memory of this process, up to a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        """The tile, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, tile: bytes) -> None:
        """Keeps a tile; those not asked for longest make room."""
        with self._lock:
            self.size += len(tile) - len(self._kept.pop(key, b""))
            self._kept[key] = tile
            while self.size > self.most_bytes and self._kept:
                _key, dropped = self._kept.popitem(last=False)
                self.size -= len(dropped)


memory = Memory(MEMORY_BYTES)


def stamp(collections: Sequence[Facts]) -> str:
    """What `?revision=` must say for an answer that never changes: the revisions, in order."""
    return "-".join(str(facts.revision) for facts in collections)


def kept_tile(collections: Sequence[Facts], tile: Tile, *, compressed: bool) -> bytes:
    """The tile's bytes, gzipped when asked for; made when nobody asked for it before.

    A baked tile is of the present, which is never older than the facts that were read before it.
    """
    # Django's cache adds the town to its keys; the memory is ours to keep apart.
    own = f"{current_schema()}:{_key(collections, tile, compressed=compressed)}"
    found = memory.get(own)
    if found is None:
        baked = baked_tiles(collections, tile)
        if len(collections) == 1 and baked[0] is not None:
            found = baked[0] if compressed else gzip.decompress(baked[0])
        else:
            found = _shared(collections, tile, baked, compressed=compressed)
        memory.put(own, found)
    return found


def _key(collections: Sequence[Facts], tile: Tile, *, compressed: bool) -> str:
    names = ",".join(f"{facts.id}.{facts.revision}" for facts in collections)
    return f"tile:{FORM}:{names}:{tile.zoom}/{tile.row}/{tile.column}:{'gzip' if compressed else 'plain'}"


def _shared(
    collections: Sequence[Facts], tile: Tile, baked: Sequence[bytes | None], *, compressed: bool
) -> bytes:
    """From the cache of all processes, where the tile is one of those that lie there."""
    # The thinned tiles of the small zooms are few and dear. Where every row is drawn they are many, each
    # is made about as fast as it is written down, and nobody can fill the disk with them.
    if tile.zoom > LAST_THINNED_ZOOM:
        return _make(collections, tile, baked, compressed=compressed)
    key = _key(collections, tile, compressed=compressed)
    found: bytes | None = cache.get(key)
    if found is None:
        found = _make(collections, tile, baked, compressed=compressed)
        cache.set(key, found, KEEP_SECONDS)
    return found


def _make(
    collections: Sequence[Facts], tile: Tile, baked: Sequence[bytes | None], *, compressed: bool
) -> bytes:
    if compressed:
        return compress(_shared(collections, tile, baked, compressed=False))
    if not any(baked):
        return draw(collections, tile)
    # Layers of a vector tile simply follow each other.
    parts = [
        gzip.decompress(part) if part else draw([facts], tile)
        for facts, part in zip(collections, baked, strict=True)
    ]
    whole = b"".join(parts)
    return whole if len(whole) <= LARGEST_TILE else draw(collections, tile)
