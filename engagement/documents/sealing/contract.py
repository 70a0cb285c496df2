"""What gives the key of the seal. Providers: demo, PKCS#12 file, PKCS#11 token."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol


class KeyProvider(Protocol):
    """The key never leaves it: what it gives is something that signs."""

    name: str
    # Documents and pages say that the seal has no legal value.
    is_demonstration: bool

    def signer(self) -> AbstractContextManager[Any]:
        """A pyHanko `Signer`, open for as long as the block lasts. Raises SealFailed."""
