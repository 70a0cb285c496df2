"""How long a table's rows may live. Each model of ours says it in a class attribute `retention`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Retention:
    """`keep` None: as long as the municipality runs the portal. `personal`: rows tell about a person."""

    reason: str
    keep: timedelta | None = None
    personal: bool = False

    @classmethod
    def lasting(cls, reason: str) -> Retention:
        """Rows without a person's data that stay."""
        return cls(reason=reason)
