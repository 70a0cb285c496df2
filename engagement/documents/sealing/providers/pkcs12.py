"""The key in a PKCS#12 file; path and passphrase come from the environment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyhanko.sign.signers import SimpleSigner

from engagement.documents.errors import SealFailed

# By path and time of change: unlocking a file takes longer than signing with it.
_loaded: dict[tuple[str, int], Any] = {}


class Pkcs12Key:
    """`{town}` in the path stands for the municipality's schema: one file each."""

    name = "pkcs12"
    is_demonstration = False

    def __init__(self, path: Path, passphrase: str) -> None:
        self.path, self.passphrase = path, passphrase

    @contextmanager
    def signer(self) -> Iterator[Any]:
        """See KeyProvider."""
        yield load(self.path, self.passphrase.encode())


def load(path: Path, passphrase: bytes) -> Any:
    """The signer of a file. What goes wrong never repeats the passphrase."""
    try:
        key = (str(path), path.stat().st_mtime_ns)
        if key not in _loaded:
            made = SimpleSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=passphrase)
            if made is None:
                raise SealFailed("The file of the seal's key cannot be opened with this passphrase.")
            _loaded.clear()
            _loaded[key] = made
        return _loaded[key]
    except OSError as problem:
        raise SealFailed(f"The file of the seal's key cannot be read: {problem.strerror}.") from None
