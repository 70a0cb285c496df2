"""A stamp says whether what is remembered is still true: whoever changes the thing changes the stamp.

Stamps stand in the cache, for each municipality of its own, so that all processes see them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.cache import cache

KEEP_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class Stamp:
    """A stamp by its name."""

    name: str

    def current(self) -> str:
        """The stamp; a lost one is replaced, which costs no more than reading everything again."""
        stamp: str | None = cache.get(self.name)
        if stamp is None:
            stamp = uuid.uuid4().hex
            if not cache.add(self.name, stamp, KEEP_SECONDS):
                stamp = cache.get(self.name, stamp)
        return stamp

    def change(self) -> None:
        """Makes everything that is remembered under the stamp untrue."""
        cache.set(self.name, uuid.uuid4().hex, KEEP_SECONDS)
