"""Edges of bars that people can read: 0, 20, 40 and not 0.33, 17.2, 34.1."""

from __future__ import annotations

import math
from dataclasses import dataclass

MOST_BARS = 14


@dataclass(frozen=True)
class Bins:
    """`count` bars of the width `step` from `start` on; `digits` after the point are enough for their edges."""

    start: float
    step: float
    count: int
    digits: int

    @property
    def edges(self) -> list[float]:
        """All edges, one more than bars."""
        return [round(self.start + at * self.step, self.digits) for at in range(self.count + 1)]


def bins_between(low: float, high: float, *, whole: bool) -> Bins:
    """Bars over all values from low to high. `whole` numbers get bars of whole width."""
    if not high > low:
        return Bins(low, 1.0, 1, 0 if whole or low == int(low) else 6)
    least = (high - low) / (MOST_BARS - 1)
    power = math.floor(math.log10(least))
    step = next(
        nice * 10.0**power * scale
        for scale in (1, 10)
        for nice in (1, 2, 5)
        if nice * 10.0**power * scale >= least
    )
    if whole and step < 1:
        step, power = 1.0, 0
    start = math.floor(low / step) * step
    count = max(1, math.floor((high - start) / step) + 1)
    return Bins(start, step, count, max(0, 1 - power))
