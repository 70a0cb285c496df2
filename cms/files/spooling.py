"""From the request to a file of our own, with the limit enforced while reading and in constant memory."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from django.core.files.base import File

from cms.files.errors import FileRefused, Refusal

PIECE = 64 * 1024


def spool(uploaded: File[bytes], folder: Path, *, most_bytes: int) -> Path:
    """The bytes as they came. What the request says of their number is not believed."""
    target = folder / "received"
    written = 0
    uploaded.seek(0)
    with target.open("wb") as out:
        for piece in uploaded.chunks(PIECE):
            written += len(piece)
            if written > most_bytes:
                raise FileRefused(Refusal.TOO_LARGE, limit=most_bytes)
            out.write(piece)
    if not written:
        raise FileRefused(Refusal.EMPTY)
    return target


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
