"""The office files of before 2007: which they are, and whether they carry macros or a password."""

from __future__ import annotations

import mmap
from pathlib import Path

from cms.files.choices import FileKind
from cms.files.errors import FileRefused, Refusal


def _entry(name: str) -> bytes:
    """Names of the inner directory are UTF-16 and end with a zero."""
    return (name + "\0").encode("utf-16-le")


def check_old_office(path: Path) -> FileKind | None:
    """Word or Excel; None for the many other files of this family. Raises FileRefused."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if whole.find(_entry("EncryptedPackage")) >= 0:
            raise FileRefused(Refusal.LOCKED)
        word = whole.find(_entry("WordDocument")) >= 0
        excel = whole.find(_entry("Workbook")) >= 0
        if not word and not excel:
            return None
        if any(whole.find(_entry(name)) >= 0 for name in ("_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR")):
            raise FileRefused(Refusal.MACROS)
        return FileKind.DOC if word else FileKind.XLS
