"""What this machine has, and PostgreSQL settings that fit it."""

from __future__ import annotations

import os
from pathlib import Path

MB = 1024 * 1024
# Debian's packages are built with it.
LZ4_SINCE = 15


def memory_bytes() -> int:
    """RAM that this process may use: the machine's, or the container's limit where that is smaller."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            text = Path(limit).read_text().strip()
        except OSError:
            continue
        if text.isdigit() and int(text) > 0:
            total = min(total, int(text))
    return total


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def postgres_settings(memory: int, processors: int, version: int) -> dict[str, str]:
    """Settings of PostgreSQL `version` for a machine of `memory` bytes that also runs the web server and the worker."""
    megabytes = memory // MB
    return {
        "max_connections": "100",
        "shared_buffers": f"{_clamp(megabytes // 8, 32, 2048)}MB",
        "effective_cache_size": f"{max(megabytes // 2, 64)}MB",
        "work_mem": f"{_clamp(megabytes // 400, 4, 32)}MB",
        "maintenance_work_mem": f"{_clamp(megabytes // 16, 32, 512)}MB",
        "max_parallel_workers_per_gather": str(_clamp(processors // 2, 0, 2)),
        # Dropping or dumping a town's schema locks each of its tables and indexes at once.
        "max_locks_per_transaction": "256",
        # Our statements are short; compiling them costs more than it saves.
        "jit": "off",
        "random_page_cost": "1.1",
        "synchronous_commit": "on",
        # New indexes go whole into the log: lz4, where it is known, shortens them in a fraction of the time.
        "wal_compression": "lz4" if version >= LZ4_SINCE else "on",
        "max_wal_size": "2GB" if megabytes >= 4096 else "512MB",
        "checkpoint_timeout": "15min",
        "timezone": "'UTC'",
    }
