"""Token buckets: each holds a minute's units and fills up again all the time.

Without Redis they lie in a file that all processes of the machine have in their memory: no process is asked, a look
and a change take microseconds. With Redis (CACHE_URL) they are shared by several machines, at one question a request.
Both forget by themselves: a bucket that is full says nothing of anybody.
"""

from __future__ import annotations

import logging
import math
import mmap
import os
import struct
import threading
import time
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
MINUTE = 60.0


class Buckets(Protocol):
    """Units left to a reader. Never less than minus one minute's: who is in debt is free again after two minutes."""

    def left(self, bucket: bytes, units: int) -> float:
        """What is known to be left now, without asking another process."""

    def spend(self, bucket: bytes, units: int, cost: float) -> float:
        """Takes units out; what is left then."""


def filled(tokens: float, since: float, units: int, now: float) -> float:
    """What a bucket holds now that held `tokens` at `since`."""
    return min(float(units), tokens + max(0.0, now - since) * units / MINUTE)


class SharedMemory:
    """A table of 65,536 buckets in a file that is mapped into memory; without a path it is the process's own.

    Two processes that change a bucket in the same microsecond may lose one of the two: a limit need not be exact.
    """

    SLOTS = 1 << 16
    # A reader's bucket lies in one of so many neighbouring slots; the one that was not used for longest gives way.
    NEIGHBOURS = 4
    SLOT = struct.Struct("<8sdd")

    def __init__(self, path: Path | None) -> None:
        size = (self.SLOTS + self.NEIGHBOURS) * self.SLOT.size
        self._lock = threading.Lock()
        if path is None:
            self._table = mmap.mmap(-1, size)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(handle, size)
            self._table = mmap.mmap(handle, size)
        finally:
            os.close(handle)

    def left(self, bucket: bytes, units: int) -> float:
        _place, tokens, since = self._find(bucket, units)
        return filled(tokens, since, units, time.time())

    def spend(self, bucket: bytes, units: int, cost: float) -> float:
        now = time.time()
        with self._lock:
            place, tokens, since = self._find(bucket, units)
            tokens = max(-float(units), filled(tokens, since, units, now) - cost)
            self.SLOT.pack_into(self._table, place, bucket, tokens, now)
        return tokens

    def _find(self, bucket: bytes, units: int) -> tuple[int, float, float]:
        first = int.from_bytes(bucket[:4], "little") % self.SLOTS
        oldest, stamp = first, math.inf
        for slot in range(first, first + self.NEIGHBOURS):
            name, tokens, since = self.SLOT.unpack_from(self._table, slot * self.SLOT.size)
            if name == bucket:
                # Half-written numbers of another process are no debt.
                sound = -units <= tokens <= units and since <= time.time() + MINUTE
                return slot * self.SLOT.size, *((tokens, since) if sound else (float(units), 0.0))
            if not since >= stamp:
                oldest, stamp = slot, since
        return oldest * self.SLOT.size, float(units), 0.0


class InRedis:
    """Buckets of several machines. What is left is remembered here too, so that only spending asks Redis."""

    REMEMBERED = 10_000
    SPEND = """
        local units, cost, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local held = redis.call('HMGET', KEYS[1], 'tokens', 'since')
        local tokens, since = tonumber(held[1]) or units, tonumber(held[2]) or now
        tokens = math.min(units, tokens + math.max(0, now - since) * units / 60)
        tokens = math.max(-units, tokens - cost)
        redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'since', tostring(now))
        redis.call('EXPIRE', KEYS[1], 130)
        return tostring(tokens)
    """

    def __init__(self, client: Any) -> None:
        self._spend = client.register_script(self.SPEND)
        self._known: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def left(self, bucket: bytes, units: int) -> float:
        tokens, since = self._known.get(bucket, (float(units), 0.0))
        return filled(tokens, since, units, time.time())

    def spend(self, bucket: bytes, units: int, cost: float) -> float:
        now = time.time()
        try:
            tokens = float(self._spend(keys=[f"bucket:{bucket.hex()}"], args=[units, cost, now]))
        except RedisError as problem:
            # The open API goes on without it: each process counts for itself.
            log.warning("Redis does not count: %s", problem)
            tokens = max(-float(units), self.left(bucket, units) - cost)
        with self._lock:
            self._known[bucket] = (tokens, now)
            self._known.move_to_end(bucket)
            while len(self._known) > self.REMEMBERED:
                self._known.popitem(last=False)
        return tokens


@cache
def buckets() -> Buckets:
    """Those of this installation, made when first asked for."""
    backend: Any = caches["default"]
    if "redis" in settings.CACHES["default"]["BACKEND"]:
        return InRedis(backend._cache.get_client(None, write=True))
    return SharedMemory(Path(settings.API_BUCKETS_FILE) if settings.API_BUCKETS_FILE else None)
