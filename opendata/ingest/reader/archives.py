"""Zip archives of strangers: looked through before anything is unpacked, and unpacked under our own names."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused

MOST_ENTRIES = 2_000
MOST_BYTES = 6 * 1024**3
# Sheets of numbers shrink to a fortieth; a bomb to a thousandth.
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 20 * 1024**2
_LOCKED = 0x1


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, if it is harmless. Raises FileRefused."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem
    with archive:
        check_entries(archive.infolist(), path.stat().st_size)
        yield archive


def check_entries(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Counts, sizes and names, before anything is unpacked."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES:
        raise FileRefused(Refusal.ARCHIVE_TOO_LARGE)
    if total > RATIO_MATTERS_FROM and total > HIGHEST_RATIO * max(packed, 1):
        raise FileRefused(Refusal.ARCHIVE_TOO_LARGE)
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        link = stat.S_ISLNK(entry.external_attr >> 16)
        if name.startswith("/") or ".." in parts or ":" in name or "\0" in name or link:
            raise FileRefused(Refusal.ARCHIVE_UNSAFE, {"name": entry.filename[:100]})
        if entry.flag_bits & _LOCKED:
            raise FileRefused(Refusal.ENCRYPTED)


@contextmanager
def open_entry(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """An entry as a stream. FileRefused for one that is damaged, or larger than it said."""
    try:
        with archive.open(name) as file:
            yield file
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, OSError) as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """One entry into a file whose name we chose."""
    with open_entry(archive, entry.filename) as file, target.open("wb") as out:
        shutil.copyfileobj(file, out, 1024 * 1024)
