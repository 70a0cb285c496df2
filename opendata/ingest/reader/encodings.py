"""In which letters a text is written: decided by all of its bytes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opendata.ingest.codes import ENCODINGS, Refusal
from opendata.ingest.errors import FileRefused

BLOCK = 4 * 1024 * 1024
UTF8, UTF8_BOM, UTF16 = "utf-8", "utf-8-sig", "utf-16"
WINDOWS_GREEK, ISO_GREEK = "windows-1253", "iso-8859-7"
WINDOWS_WESTERN, LATIN1 = "windows-1252", "iso-8859-1"
_HIGH, _FIRST_LETTER = 0x80, 0xC0
# A file in UTF-8 with a few broken places is still one.
BROKEN_SHARE = 0.02


@dataclass
class Tally:
    """What the high bytes of a text look like."""

    letters: int = 0
    in_runs: int = 0
    controls: int = 0
    windows_alpha: int = 0
    iso_alpha: int = 0

    def add(self, data: bytes) -> None:
        """Counts one block."""
        block = np.frombuffer(data, np.uint8)
        # Signs (€, «, °) stand alone in all languages: only letters tell.
        letters = block >= _FIRST_LETTER
        self.letters += int(letters.sum())
        beside = np.zeros(len(block), bool)
        beside[1:] |= letters[:-1]
        beside[:-1] |= letters[1:]
        self.in_runs += int((letters & beside).sum())
        self.controls += int(((block >= _HIGH) & (block < 0xA0)).sum())
        followed = np.zeros(len(block), bool)
        followed[:-1] = letters[1:]
        self.windows_alpha += int(((block == 0xA2) & followed).sum())
        self.iso_alpha += int(((block == 0xB6) & followed).sum())

    def encoding(self) -> str:
        """Greek words are unbroken runs of such letters; in Western text one stands among plain ones."""
        if not self.letters or self.in_runs * 2 < self.letters:
            return WINDOWS_WESTERN if self.controls else LATIN1
        # The Greek code pages differ in the capital alpha with an accent: A2 in the one, B6 in the other.
        return ISO_GREEK if self.iso_alpha > self.windows_alpha and not self.controls else WINDOWS_GREEK


@dataclass
class Utf8Check:
    """Whether bytes are UTF-8, and how many places are broken."""

    broken: int = 0
    good: int = 0

    def fits(self) -> bool:
        """No broken place, or hardly any among many good ones."""
        return self.broken <= self.good * BROKEN_SHARE


def check_utf8(path: Path, *, skip: int = 0) -> Utf8Check:
    """Goes through the whole file, beyond the first `skip` bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    check = Utf8Check()
    with path.open("rb") as file:
        file.seek(skip)
        while True:
            block = file.read(BLOCK)
            text = decoder.decode(block, final=not block)
            if not block:
                check.broken += text.count("\ufffd")
                return check
            if len(text) != len(block) or not text.isascii():
                check.broken += text.count("\ufffd")
                # Every letter beyond ASCII took at least one byte more than a character.
                check.good += len(block) - len(text)


def find_encoding(path: Path) -> str:
    """A name for `open()`."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF16
    if check_utf8(path).fits():
        return UTF8_BOM if start.startswith(codecs.BOM_UTF8) else UTF8
    tally = Tally()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            tally.add(block)
    return tally.encoding()


def check_encoding(name: str) -> str:
    """The name itself; FileRefused for one that is not on the list."""
    if name not in ENCODINGS:
        raise FileRefused(Refusal.BAD_ENCODING, {"encoding": name[:40]})
    return name
