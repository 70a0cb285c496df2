"""What a film and its captions must be: looked at, not believed. Neither is converted: browsers play what is taken."""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

KINDS = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".vtt": "text/vtt"}
MOST_BYTES = 500 * 1024 * 1024
MOST_BYTES_OF_CAPTIONS = 1024 * 1024
# The first box of an MP4 names its brand; that of a QuickTime film plays only in some browsers.
MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
    b"MSNV",
)
EBML = b"\x1a\x45\xdf\xa3"
TIMING = re.compile(r"^(\d+:)?\d{2}:\d{2}\.\d{3}\s+-->\s+(\d+:)?\d{2}:\d{2}\.\d{3}")
MARKUP = re.compile(r"<[^>]*>")


def kind_of(name: str) -> str:
    """The type by the file's name, which the checks below have compared with the file."""
    return KINDS.get(PurePath(name).suffix.lower(), "")


def check_film(file: Any) -> None:
    """An MP4 or WebM by its first bytes and by its name."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("A film may have up to 500 MB. Make it smaller, or shorter."))
    kind = kind_of(file.name)
    if not kind.startswith("video/") or _sniffed(_start_of(file)) != kind:
        raise ValidationError(_("This is no MP4 or WebM film."))


def _start_of(file: Any) -> bytes:
    file.open("rb")
    file.seek(0)
    start = bytes(file.read(64))
    file.seek(0)
    return start


def _sniffed(start: bytes) -> str:
    if start[4:8] == b"ftyp" and start[8:12] in MP4_BRANDS:
        return "video/mp4"
    return "video/webm" if start.startswith(EBML) and b"webm" in start else ""


def check_captions(file: Any) -> None:
    """WebVTT in UTF-8 with at least one line of speech."""
    if file.size > MOST_BYTES_OF_CAPTIONS:
        raise ValidationError(_("These captions are too large."))
    file.open("rb")
    text = bytes(file.read())
    file.seek(0)
    if kind_of(file.name) != "text/vtt" or not text.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        raise ValidationError(
            _("Captions are a WebVTT file: its name ends in .vtt, its first line is WEBVTT.")
        )
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ValidationError(
            _("Save the captions in UTF-8, so that all letters are read right.")
        ) from problem
    if not words_of(text):
        raise ValidationError(_("There is no line with a time in these captions."))


def words_of(captions: bytes) -> str:
    """What is said, as paragraphs: a line that was on the picture twice is said once."""
    text = captions.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    said: list[str] = []
    for piece in re.split(r"\n{2,}", text):
        lines = piece.strip().split("\n")
        timing = next((at for at, line in enumerate(lines) if TIMING.match(line)), None)
        if timing is None:
            continue
        words = " ".join(unescape(MARKUP.sub("", line)).strip() for line in lines[timing + 1 :])
        if words and (not said or said[-1] != words):
            said.append(words)
    return "\n".join(said)
