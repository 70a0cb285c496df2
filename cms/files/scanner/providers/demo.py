"""For machines without a scanner: it knows the EICAR test file, also inside of ZIP-based files, and nothing else."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO

from cms.files.scanner.contract import Finding, Verdict

# In two parts: this very file must not be taken for the test file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PIECE = 64 * 1024
MOST_ENTRIES = 1_000
MOST_UNPACKED = 64 * 1024 * 1024


class DemoScanner:
    """Stands where no CLAMAV_ADDRESS is set."""

    name = "demo"

    def scan(self, path: Path, *, seconds: float) -> Finding:
        try:
            with path.open("rb") as file:
                if _holds(file, None):
                    return Finding(Verdict.INFECTED, "Eicar-Test-Signature")
            if zipfile.is_zipfile(path) and _is_packed_in(path):
                return Finding(Verdict.INFECTED, "Eicar-Test-Signature")
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
            return Finding.beyond("archive cannot be unpacked")
        except OSError as problem:
            return Finding.no_answer(str(problem))
        return Finding(Verdict.CLEAN)

    def answers(self) -> bool:
        return True


def _holds(file: IO[bytes], most: int | None) -> bool:
    """Whether the mark stands in the first so many bytes; the end of each piece is carried over."""
    carried, left = b"", most
    while piece := file.read(PIECE if left is None else min(PIECE, left)):
        if EICAR in carried + piece:
            return True
        carried = piece[-len(EICAR) :]
        if left is not None:
            left -= len(piece)
    return False


def _is_packed_in(path: Path) -> bool:
    left = MOST_UNPACKED
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist()[:MOST_ENTRIES]:
            if left <= 0:
                break
            with archive.open(entry) as part:
                if _holds(part, left):
                    return True
            left -= entry.file_size
    return False
