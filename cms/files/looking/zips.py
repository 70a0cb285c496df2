"""ZIP files and the office documents that are made of them: bounded, plain to unpack, without macros."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path

from cms.files.choices import FileKind, FileRules
from cms.files.errors import FileRefused, Refusal

MOST_ENTRIES = 5_000
MOST_DIRECTORY = 2 * 1024 * 1024
# Parts that say what the whole is; far smaller in every real document.
MOST_PART = 1024 * 1024
END = struct.Struct("<4s4H2LH")
END_MARK = b"PK\x05\x06"
LONGEST_COMMENT = 65_535
ENCRYPTED_FLAG = 0x1

MAIN_PARTS: dict[bytes, FileKind] = {
    b"officedocument.wordprocessingml.document.main+xml": FileKind.DOCX,
    b"officedocument.spreadsheetml.sheet.main+xml": FileKind.XLSX,
    b"officedocument.presentationml.presentation.main+xml": FileKind.PPTX,
}
OPEN_DOCUMENTS: dict[bytes, FileKind] = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    b"application/vnd.oasis.opendocument.presentation": FileKind.ODP,
}
MACRO_PARTS = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|macros?/.*|basic/.*|scripts?/.+|activex\d*\.(xml|bin))$",
    re.IGNORECASE,
)
# Relations by which a document fetches its template or its content from elsewhere when it is opened.
FETCHED = (b"attachedtemplate", b"oleobject", b"/frame", b"subdocument")


def check_zip(path: Path, rules: FileRules) -> FileKind:
    """What the archive is. Raises FileRefused."""
    _check_end(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, rules)
            return _kind_of(archive, {entry.filename: entry for entry in entries})
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        raise FileRefused(Refusal.DAMAGED) from problem


def _check_end(path: Path) -> None:
    """Before the directory is read: it is of a bearable size, and nothing stands behind it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - LONGEST_COMMENT - END.size))
        tail = file.read()
    at = tail.rfind(END_MARK)
    if at < 0 or len(tail) - at < END.size:
        raise FileRefused(Refusal.DAMAGED)
    _mark, _disk, _first, _here, count, length, _start, comment = END.unpack_from(tail, at)
    if count > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise FileRefused(Refusal.UNPACKS_TOO_LARGE)
    if at + END.size + comment != len(tail):
        raise FileRefused(Refusal.DAMAGED)


def _check_entries(entries: list[zipfile.ZipInfo], rules: FileRules) -> None:
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise FileRefused(Refusal.DAMAGED)
    if sum(entry.file_size for entry in entries) > rules.most_unpacked:
        raise FileRefused(Refusal.UNPACKS_TOO_LARGE)
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise FileRefused(Refusal.LOCKED)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(_reaches_out(name) for name in names):
        raise FileRefused(Refusal.DAMAGED)


def _reaches_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]


def _kind_of(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> FileKind:
    kind = _office_kind(archive, entries)
    if kind is None:
        return FileKind.ZIP
    if any(MACRO_PARTS.search(name) for name in entries):
        raise FileRefused(Refusal.MACROS)
    relations = (entry for name, entry in entries.items() if name.endswith(".rels"))
    if any(_fetches(_part(archive, entry)) for entry in relations):
        raise FileRefused(Refusal.ACTIVE)
    return kind


def _fetches(relations: bytes) -> bool:
    """Written plainly in every honest document: what is veiled (wide letters, signs by number) counts as such too."""
    if b"\0" in relations or b"&#" in relations or b"<!" in relations:
        return True
    return any(
        b"targetmode" in element and b"external" in element and any(kind in element for kind in FETCHED)
        for element in relations.lower().split(b"<")
    )


def _office_kind(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> FileKind | None:
    if "[Content_Types].xml" in entries:
        types = _part(archive, entries["[Content_Types].xml"])
        if b"macroEnabled" in types:
            raise FileRefused(Refusal.MACROS)
        return next((kind for mark, kind in MAIN_PARTS.items() if mark in types), None)
    if "mimetype" in entries:
        return OPEN_DOCUMENTS.get(_part(archive, entries["mimetype"]).strip())
    return None


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        content = part.read(MOST_PART + 1)
    if len(content) > MOST_PART:
        raise FileRefused(Refusal.UNPACKS_TOO_LARGE)
    return content
