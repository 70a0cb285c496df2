"""PostgreSQL sized to the machine."""

import pytest

from ops.machine import postgres_settings

GB = 1024**3


@pytest.mark.parametrize(
    ("memory", "buffers"), [(GB // 2, "64MB"), (4 * GB, "512MB"), (16 * GB, "2048MB"), (256 * GB, "2048MB")]
)
def test_shared_buffers_are_an_eighth_of_memory_up_to_two_gigabytes(memory: int, buffers: str):
    assert postgres_settings(memory, 2, 15)["shared_buffers"] == buffers


@pytest.mark.parametrize("memory", [GB // 4, GB, 8 * GB, 64 * GB])
def test_every_connection_sorting_at_once_stays_within_half_of_memory(memory: int):
    settings = postgres_settings(memory, 4, 15)
    work, connections = int(settings["work_mem"].removesuffix("MB")), int(settings["max_connections"])
    assert 4 <= work <= 32
    assert work == 4 or work * connections * 1024**2 <= memory / 2


def test_one_core_gets_no_parallel_workers():
    assert postgres_settings(GB, 1, 15)["max_parallel_workers_per_gather"] == "0"


@pytest.mark.parametrize(("version", "compression"), [(14, "on"), (15, "lz4"), (17, "lz4")])
def test_a_server_is_asked_only_for_a_compression_that_it_knows(version: int, compression: str):
    """It would not start with another."""
    assert postgres_settings(GB, 2, version)["wal_compression"] == compression
