"""Files handed out in parts (RFC 9110, section 14): maps and downloads of large files read only what they need."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe

ONE_RANGE = re.compile(r"^bytes=(\d{0,19})-(\d{0,19})$")
PIECE = 64 * 1024


class Unsatisfiable(Exception):
    """The range begins behind the file's end."""


class _Part(io.RawIOBase):
    """The bytes from `start` to `end` (inclusive) of an open file; closing it closes the file."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        self.file = file
        self.left = end - start + 1

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """At most `size` bytes of what is left of the part."""
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        block = self.file.read(wanted)
        self.left -= len(block)
        return block

    def close(self) -> None:
        self.file.close()
        super().close()


def file_tag(path: Path) -> str:
    """A strong ETag of a file on disk: it changes with the file's size and time of writing."""
    facts = path.stat()
    return f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'


def file_response(
    request: HttpRequest, path: Path, *, content_type: str, etag: str = "", modified: float | None = None
) -> HttpResponseBase:
    """The file as 200, the part that `Range` asks for as 206, or 416. Conditions (304) are the caller's.

    `modified` in seconds since 1970, the file's own time where it is not given. Several ranges at once are answered
    with the whole file, as the standard allows.
    """
    size = path.stat().st_size
    etag = etag or file_tag(path)
    stamp = path.stat().st_mtime if modified is None else modified
    response: HttpResponseBase
    try:
        part = _wanted_part(request, size, etag, stamp)
    except Unsatisfiable:
        response = HttpResponse(status=416, content_type="text/plain")
        response["Content-Range"] = f"bytes */{size}"
    else:
        response = _file_or_part(path, part, size, content_type)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(stamp)
    return response


def _file_or_part(path: Path, part: tuple[int, int] | None, size: int, content_type: str) -> HttpResponseBase:
    file = path.open("rb")
    if part is None:
        response = FileResponse(file, content_type=content_type)
        response["Content-Length"] = str(size)
    else:
        start, end = part
        response = FileResponse(_Part(file, start, end), status=206, content_type=content_type)
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
        response["Content-Length"] = str(end - start + 1)
    response.block_size = PIECE
    return response


def _wanted_part(request: HttpRequest, size: int, etag: str, stamp: float) -> tuple[int, int] | None:
    """First and last byte that are asked for; None for the whole file. Raises Unsatisfiable."""
    found = ONE_RANGE.match(request.headers.get("Range", "").strip())
    if not found or request.method != "GET" or not _is_the_same(request, etag, stamp):
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        length = min(int(last), size)
        if not length:
            raise Unsatisfiable
        return size - length, size - 1
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        # No range at all by the standard: the header is passed over.
        return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def _is_the_same(request: HttpRequest, etag: str, stamp: float) -> bool:
    """Whether `If-Range` names this very state of the file: a strong tag, or its exact second."""
    condition = request.headers.get("If-Range", "").strip()
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == etag and not etag.startswith("W/")
    return parse_http_date_safe(condition) == int(stamp)
