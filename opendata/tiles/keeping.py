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
from opendata.tiles.drawing import draw
from opendata.tiles.grid import Tile

# Changes with the form of tiles: no cache keeps a tile of an earlier version of the portal.
FORM = 3
KEEP_SECONDS = 7 * 24 * 3600
MEMORY_BYTES = 48 * 1024 * 1024
COMPRESSION = 5


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
    """The tile's bytes, gzipped when asked for; made when nobody asked for it before."""
    names = ",".join(f"{facts.id}.{facts.revision}" for facts in collections)
    key = f"tile:{FORM}:{names}:{tile.zoom}/{tile.row}/{tile.column}:{'gzip' if compressed else 'plain'}"
    # Django's cache adds the town to its keys; the memory is ours to keep apart.
    own = f"{current_schema()}:{key}"
    found = memory.get(own)
    if found is None:
        # The thinned tiles of the small zooms are few and dear. Where every row is drawn they are many, each
        # is made about as fast as it is written down, and nobody can fill the disk with them.
        shared = tile.zoom <= LAST_THINNED_ZOOM
        found = cache.get(key) if shared else None
        if found is None:
            found = _make(collections, tile, compressed=compressed)
            if shared:
                cache.set(key, found, KEEP_SECONDS)
        memory.put(own, found)
    return found


def _make(collections: Sequence[Facts], tile: Tile, *, compressed: bool) -> bytes:
    if not compressed:
        return draw(collections, tile)
    plain = kept_tile(collections, tile, compressed=False)
    # Without a time in its header: the same tile is the same bytes.
    return gzip.compress(plain, COMPRESSION, mtime=0) if plain else b""
