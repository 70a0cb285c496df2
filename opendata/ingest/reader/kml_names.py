"""Names of untyped fields in KML, which GDAL writes anew with an underscore for each byte that is not ASCII.

Two Greek names of the same length would become one column. So the fields get plain names in a copy of the file, and
their own again when its columns are told. The copy is in UTF-8: GDAL does not know the older Greek encodings.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

# The only tags whose name GDAL changes. A name is short; one that is not stays as it is.
NAMED = re.compile(rb"""(<(?:[A-Za-z]\w{0,20}:)?Data\s[^<>]{0,200}?\bname\s*=\s*)(["'])([^"'<>]{1,400})\2""")
DECLARED = re.compile(rb"""(<\?xml\b[^>]*?\bencoding\s*=\s*["'])([\w.:-]{1,40})""", re.ASCII)
GREEK = {"iso-8859-7": "iso8859-7", "windows-1253": "cp1253"}
BLOCK = 4 * 1024 * 1024


def with_plain_names(path: Path, target: Path) -> dict[str, str]:
    """Puts the file, or the copy, at `target`; names by the plain ones that stand for them there."""
    names: dict[bytes, str] = {}

    def plain(found: re.Match[bytes]) -> bytes:
        start, quote, name = found.groups()
        if name.isascii() and b"&" not in name:
            return found[0]
        name = names.setdefault(name, f"kml_field_{len(names) + 1}").encode()
        return start + quote + name + quote

    greek = _greek_encoding(path)
    with target.open("wb") as out:
        for number, piece in enumerate(_whole_tags(path)):
            text = piece.decode(greek, "replace").encode() if greek else piece
            if greek and not number:
                text = DECLARED.sub(rb"\1utf-8", text, count=1)
            out.write(NAMED.sub(plain, text))
    if not names and not greek:
        target.unlink()
        os.symlink(path.resolve(), target)
    return {given: html.unescape(name.decode("utf-8", "replace")) for name, given in names.items()}


def _greek_encoding(path: Path) -> str:
    """One that the file says of itself and GDAL does not know; none otherwise."""
    with path.open("rb") as file:
        said = DECLARED.search(file.read(300))
    return GREEK.get(said[2].decode().lower(), "") if said else ""


def _whole_tags(path: Path) -> Iterator[bytes]:
    """The file in pieces that end where a tag ends."""
    rest = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            head, closing, tail = (rest + block).rpartition(b">")
            yield head + closing
            rest = tail
    yield rest
