"""Token buckets: what is left, who shares them, and how they fill up again."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from cms.kit.api.limits import buckets as module
from cms.kit.api.limits.buckets import InRedis, SharedMemory, filled

ANNA, BORIS = b"anna0000", b"boris000"
UNITS = 600


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that only the test moves."""

    class Clock:
        now = 1_000_000.0

    monkeypatch.setattr(module.time, "time", lambda: Clock.now)
    return Clock


@pytest.mark.parametrize(
    ("tokens", "seconds", "left"),
    [(0, 0, 0), (0, 1, 10), (0, 60, 600), (590, 60, 600), (-600, 60, 0), (-600, 120, 600), (5, -9, 5)],
)
def test_a_bucket_fills_up_in_a_minute_and_not_further(tokens, seconds, left):
    assert filled(tokens, 100.0, UNITS, 100.0 + seconds) == left


def test_what_one_spends_is_not_taken_from_another(clock):
    table = SharedMemory(None)
    assert table.left(ANNA, UNITS) == UNITS
    assert table.spend(ANNA, UNITS, 100) == UNITS - 100
    assert table.left(ANNA, UNITS) == UNITS - 100
    assert table.left(BORIS, UNITS) == UNITS
    clock.now += 5
    assert table.left(ANNA, UNITS) == UNITS - 50


def test_debt_ends_after_two_minutes_at_most(clock):
    table = SharedMemory(None)
    assert table.spend(ANNA, UNITS, 1_000_000) == -UNITS
    clock.now += 119
    assert table.left(ANNA, UNITS) < UNITS
    clock.now += 1
    assert table.left(ANNA, UNITS) == UNITS


def test_processes_share_the_file(clock, tmp_path: Path):
    path = tmp_path / "folder" / "buckets"
    table = SharedMemory(path)
    table.spend(ANNA, UNITS, 1)
    child = os.fork()
    if not child:
        SharedMemory(path).spend(ANNA, UNITS, 99)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert table.left(ANNA, UNITS) == UNITS - 100
    assert path.stat().st_mode & 0o077 == 0


def test_of_many_readers_in_one_place_the_longest_silent_is_forgotten(clock):
    table = SharedMemory(None)
    same_place = [b"\x07\0\0\0" + bytes([number] * 4) for number in range(SharedMemory.NEIGHBOURS + 1)]
    for bucket in same_place:
        clock.now += 0.001
        table.spend(bucket, UNITS, 300)
    left = [round(table.left(bucket, UNITS)) for bucket in same_place]
    assert left == [UNITS] + [300] * SharedMemory.NEIGHBOURS


@pytest.mark.parametrize("broken", [(float("nan"), 1e6), (1e300, 1e6), (5.0, 1e300), (-1e300, 1e6)])
def test_a_broken_slot_is_no_debt(clock, broken):
    table = SharedMemory(None)
    table.spend(ANNA, UNITS, 500)
    place, _tokens, _since = table._find(ANNA, UNITS)
    table.SLOT.pack_into(table._table, place, ANNA, *broken)
    assert table.left(ANNA, UNITS) == UNITS
    assert struct.calcsize(table.SLOT.format) == 24


class ScriptedRedis:
    """Runs nothing: says what Redis answered, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Any]] = []
        self.up = True

    def register_script(self, _text: str) -> Any:
        def run(keys: Any, args: Any) -> bytes:
            if not self.up:
                raise RedisConnectionError
            self.asked.append((keys, args))
            return b"-12.5"

        return run


def test_what_redis_says_is_remembered_until_it_is_asked_again(clock):
    client = ScriptedRedis()
    table = InRedis(client)
    assert table.left(ANNA, UNITS) == UNITS
    assert table.spend(ANNA, UNITS, 3) == -12.5
    assert table.left(ANNA, UNITS) == -12.5
    clock.now += 2
    assert table.left(ANNA, UNITS) == 7.5
    assert len(client.asked) == 1


def test_without_redis_each_process_counts_for_itself(clock):
    client = ScriptedRedis()
    client.up = False
    table = InRedis(client)
    assert table.spend(ANNA, UNITS, 100) == UNITS - 100
    assert table.spend(ANNA, UNITS, 1_000_000) == -UNITS
    assert table.left(BORIS, UNITS) == UNITS
