"""PDF files: whole, without a password, and without anything that runs when they are opened.

Names may be written with escapes (`/J#61vaScript`), and objects may hide in compressed object streams or in the
bytes of another stream: so the whole file is searched, and what object streams hold too.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from cms.files.choices import FileRules
from cms.files.errors import FileRefused, Refusal
from cms.files.looking.sniffing import is_pdf

TAIL = 4096
MOST_INFLATED = 32 * 1024 * 1024
MOST_STREAMS = 20_000
PIECE = 8 * 1024
# An object's dictionary stands before its stream.
DICTIONARY = 2048
ACTIVE = (b"JavaScript", b"Launch", b"RichMedia", b"Rendition", b"GoToE", b"ImportData", b"XFA")


def _name(word: bytes) -> bytes:
    """A pattern of a name, each letter plain or escaped."""
    letters = (b"(?:%c|#%02x|#%02X)" % (code, code, code) for code in word)
    return b"/" + b"".join(letters)


def _any_name(words: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(b"(?:" + b"|".join(_name(word) for word in words) + rb")(?=[\s/<>\[\]()%{}]|$)")


RUNS = _any_name(ACTIVE)
LOCKS = _any_name((b"Encrypt",))
OBJECT_STREAM = _any_name((b"ObjStm",))
STREAM = re.compile(rb"\bstream\r?\n")


def check_pdf(path: Path, rules: FileRules) -> None:
    """Raises FileRefused."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if not is_pdf(whole[:1024]) or b"%%EOF" not in whole[-TAIL:]:
            raise FileRefused(Refusal.DAMAGED)
        if LOCKS.search(whole):
            raise FileRefused(Refusal.LOCKED)
        if rules.active_pdfs:
            return
        if RUNS.search(whole) or any(RUNS.search(text) for text in _object_streams(whole)):
            raise FileRefused(Refusal.ACTIVE)


def _object_streams(whole: mmap.mmap) -> Iterator[bytes]:
    left, streams = MOST_INFLATED, 0
    for found in STREAM.finditer(whole):
        before = whole[max(0, found.start() - DICTIONARY) : found.start()]
        dictionary = before[before.rfind(b"obj") + 3 :]
        if not OBJECT_STREAM.search(dictionary):
            continue
        text = _inflated(whole, found.end(), left)
        left, streams = left - len(text), streams + 1
        if left <= 0 or streams > MOST_STREAMS:
            raise FileRefused(Refusal.UNPACKS_TOO_LARGE)
        yield text


def _inflated(whole: mmap.mmap, start: int, most: int) -> bytes:
    """Ends where the packed data say that they end, and reads little more than that."""
    unpacker, text, at = zlib.decompressobj(), bytearray(), start
    try:
        while not unpacker.eof and at < len(whole) and len(text) < most:
            piece = unpacker.unconsumed_tail or whole[at : at + PIECE]
            at += 0 if unpacker.unconsumed_tail else len(piece)
            text += unpacker.decompress(piece, most - len(text))
    except zlib.error as problem:
        # Packed in a way that cannot be looked into.
        raise FileRefused(Refusal.ACTIVE) from problem
    return bytes(text)
