"""How long one thing takes in this process, by the clock and by the processor."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROUNDS = 11


@dataclass
class Taken:
    """One line. `milliseconds`: by the clock; `processor`: Python's own share, whatever else the machine does."""

    title: str
    milliseconds: float
    processor: float
    limit: float

    @property
    def verdict(self) -> str:
        """By the clock."""
        return "met" if self.milliseconds <= self.limit else "MISSED"


def timed(title: str, limit: float, work: Callable[[], Any]) -> Taken:
    """The median of some rounds after a first one that does not count."""
    work()
    clock, processor = [], []
    for _round in range(ROUNDS):
        wall, own = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - wall) * 1000)
        processor.append((time.process_time() - own) * 1000)
    taken = Taken(title, statistics.median(clock), statistics.median(processor), limit)
    print(f"  {title:58}{taken.milliseconds:8.1f} ms{taken.processor:8.1f} ms  {limit:g}  {taken.verdict}")
    return taken
