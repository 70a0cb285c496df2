"""The XML of workbooks: small parts at once, the table of shared texts as it goes by. No entities."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from typing import Any
from xml.parsers import expat

from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.archives import open_entry

MOST_OF_A_SMALL_PART = 64 * 1024 * 1024


def parser() -> Any:
    """An expat parser that refuses to be told of entities."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = refuse
    return made


def refuse(*_arguments: Any) -> None:
    """No workbook needs a DOCTYPE."""
    raise FileRefused(Refusal.UNSAFE_CONTENT, {"name": "DOCTYPE"})


def feed(made: Any, block: bytes, last: bool) -> None:
    """FileRefused for what is no XML."""
    try:
        made.Parse(block, last)
    except expat.ExpatError as problem:
        raise FileRefused(Refusal.UNREADABLE) from problem


def elements(
    archive: zipfile.ZipFile, part: str, wanted: Collection[str]
) -> list[tuple[str, dict[str, str]]]:
    """The wanted elements of a small part, by their name without prefix, with their attributes."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        bare = name.rpartition(":")[2]
        if bare in wanted:
            found.append((bare, attributes))

    made = parser()
    made.StartElementHandler = start
    with open_entry(archive, part) as file:
        feed(made, file.read(MOST_OF_A_SMALL_PART), True)
    return found


class Strings:
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parts: list[str] = []
        self.in_text = self.in_phonetic = False
        self.made = parser()
        self.made.StartElementHandler = self._start
        self.made.EndElementHandler = self._end
        self.made.CharacterDataHandler = self._characters

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """Takes in a piece of the part."""
        feed(self.made, block, last)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        bare = name.rpartition(":")[2]
        if bare == "si":
            self.parts = []
        elif bare == "t":
            self.in_text = not self.in_phonetic
        elif bare == "rPh":
            self.in_phonetic = True

    def _characters(self, data: str) -> None:
        if self.in_text:
            self.parts.append(data)

    def _end(self, name: str) -> None:
        bare = name.rpartition(":")[2]
        if bare == "t":
            self.in_text = False
        elif bare == "rPh":
            self.in_phonetic = False
        elif bare == "si":
            self.found.append("".join(self.parts))
