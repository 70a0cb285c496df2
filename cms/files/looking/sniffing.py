"""What a file is, from its bytes alone."""

from __future__ import annotations

from pathlib import Path

import puremagic

from cms.files.choices import FileKind

HEAD = 8192
# Brands of HEIF that hold what telephones photograph.
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
BEFORE_A_PDF = b"\xef\xbb\xbf \t\r\n\0"
# A text that matches so many bytes of another kind's mark is that other kind (RTF, XML, a shell script …).
SURE = 0.4
TEXT_ENDINGS = {".txt", ".csv", ".tsv", ".text", ""}
# Programs and pages in the clothes of a text; the marks may stand after blanks.
NOT_PLAIN = (
    *(b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"<%", b"<!--"),
    *(b"#!", b"{\\rtf", b"%!ps", b"@echo"),
)


def picture_kind(head: bytes) -> FileKind | None:
    """By the mark that each format begins with."""
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return FileKind.GIF
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return FileKind.HEIC
    return None


def is_pdf(head: bytes) -> bool:
    """At the very start: a PDF inside of something else is both, and neither is taken."""
    return head.lstrip(BEFORE_A_PDF).startswith(b"%PDF-")


def may_be_text(head: bytes) -> bool:
    """No mark of another kind at its start; whether all of it is text is for looking.texts to say."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"MZ") or start.startswith(NOT_PLAIN) or b"<script" in head.lower():
        return False
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return True
    return all(match.extension in TEXT_ENDINGS or match.confidence < SURE for match in found)


def head_of(path: Path) -> bytes:
    """Enough for every mark."""
    with path.open("rb") as file:
        return file.read(HEAD)
