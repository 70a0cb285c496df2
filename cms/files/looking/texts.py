"""Plain text, kept as UTF-8 whatever it came in."""

from __future__ import annotations

import codecs
from pathlib import Path

from cms.files.spooling import PIECE

# The last is what Greek programs write that know no UTF-8.
ENCODINGS = ("utf-8-sig", "windows-1253")
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ALLOWED_CONTROLS = "\t\n\r\f"
CONTROLS = {code for code in range(0x20) if chr(code) not in ALLOWED_CONTROLS} | {0x7F, 0xFFFE, 0xFFFF}


def as_utf8(path: Path, folder: Path) -> Path | None:
    """The same text in UTF-8; None where it is no text."""
    with path.open("rb") as file:
        wide = file.read(2) in WIDE_MARKS
    for encoding in ("utf-16",) if wide else ENCODINGS:
        target = folder / "anew.txt"
        if _rewrite(path, target, encoding):
            return target
    return None


def _rewrite(path: Path, target: Path, encoding: str) -> bool:
    try:
        with (
            path.open("r", encoding=encoding, newline="") as given,
            target.open("w", encoding="utf-8", newline="") as out,
        ):
            while piece := given.read(PIECE):
                if not CONTROLS.isdisjoint(map(ord, piece)):
                    return False
                out.write(piece)
    except UnicodeError:
        return False
    return True
