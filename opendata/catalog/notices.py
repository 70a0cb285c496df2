"""What programs that read a dataset must be told: columns that leave, have left, or have another type.

The API announces each by `Deprecation` (its `announced_at`) and `Sunset` (its `sunset_at`). Rooms that bring rows in
add their reader in `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cms.kit.registry import Registry


@dataclass(frozen=True)
class ColumnNotice:
    """`kind`: `leaving` (still there, empty), `dropped` or `retyped`; `revision` is the first that has it so."""

    column: str
    kind: str
    revision: int
    announced_at: datetime
    sunset_at: datetime


# By a dataset's name: what holds now, the latest first.
column_notices: Registry[Callable[[str], Sequence[ColumnNotice]]] = Registry("notices of columns")


def notices_of(name: str) -> list[ColumnNotice]:
    """All notices of a dataset, the latest first."""
    found = [notice for read in column_notices for notice in read(name)]
    return sorted(found, key=lambda notice: notice.announced_at, reverse=True)
