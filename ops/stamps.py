"""Skips a step whose inputs have not changed: a stamp keeps the hash of what the step read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ops import paths


def fingerprint(files: Iterable[Path], *facts: str) -> str:
    """One hash over facts and over the names and bytes of files; folders count with all files in them."""
    digest = hashlib.sha256("\0".join(facts).encode())
    for path in sorted(_expand(files)):
        digest.update(f"\0{path.relative_to(paths.ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _expand(files: Iterable[Path]) -> set[Path]:
    found: set[Path] = set()
    for path in files:
        if path.is_dir():
            found.update(
                inner for inner in path.rglob("*") if inner.is_file() and "__pycache__" not in inner.parts
            )
        elif path.is_file():
            found.add(path)
    return found


def is_current(step: str, mark: str) -> bool:
    """Whether the step was last finished with this very mark."""
    try:
        return (paths.STAMPS / step).read_text() == mark
    except FileNotFoundError:
        return False


def keep(step: str, mark: str) -> None:
    """Remember that the step is finished."""
    paths.STAMPS.mkdir(parents=True, exist_ok=True)
    (paths.STAMPS / step).write_text(mark)


def forget(step: str) -> None:
    """Let the step run again; called before it starts, as an interrupted one is not finished."""
    (paths.STAMPS / step).unlink(missing_ok=True)
