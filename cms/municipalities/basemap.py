"""A ground for maps that lies in the portal itself: one PMTiles file, read in parts by the browser."""

from __future__ import annotations

import hashlib
import struct

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 1024**3
FOLDER = "basemap/"
# github.com/protomaps/PMTiles, spec/v3: 127 bytes of head; byte 99 is the type of the tiles (1 MVT, 2-5 pictures).
HEAD = 127
TILE_TYPE = 99
KNOWN_TYPES = (1, 2, 3, 4, 5)
BLOCK = 1024 * 1024


def check_archive(file: File[bytes]) -> None:
    """Raises ValidationError with a sentence for whoever uploaded it, unless this is a whole PMTiles file."""
    size = int(file.size)
    if size > LARGEST_FILE:
        raise ValidationError(_("This file is too large: a ground may have 1 GB at most."), code="size")
    file.seek(0)
    head = file.read(HEAD)
    if len(head) < HEAD or head[:7] != b"PMTiles" or head[7] != 3:
        raise ValidationError(_("This is no PMTiles file of version 3."), code="kind")
    if head[TILE_TYPE] not in KNOWN_TYPES:
        raise ValidationError(_("The tiles in this file are of a kind that maps cannot show."), code="tiles")
    # Root directory, metadata, leaves, tiles: each an offset and a length.
    numbers = struct.unpack_from("<8Q", head, 8)
    if max(start + length for start, length in zip(numbers[::2], numbers[1::2], strict=True)) > size:
        raise ValidationError(_("This file breaks off: it is shorter than it says itself."), code="short")


def archive_name(file: File[bytes]) -> str:
    """Name in the public storage: by content, so that browsers never mix parts of two files."""
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK):
        digest.update(block)
    return f"{FOLDER}{digest.hexdigest()[:16]}.pmtiles"


def archive_address(name: str) -> str:
    """The address that the town's settings keep for an uploaded file."""
    return str(default_storage.url(name))


def keep_archive(file: File[bytes]) -> None:
    """Writes the file into the current municipality's public folder, once."""
    name = archive_name(file)
    if not default_storage.exists(name):
        file.seek(0)
        default_storage.save(name, file)


def drop_archive(address: str, *, unless: str) -> None:
    """Deletes the file behind a former address, where it was uploaded here and is not the present one."""
    start = archive_address(FOLDER)
    if address.startswith(start) and address != unless and "/" not in address.removeprefix(start):
        default_storage.delete(FOLDER + address.removeprefix(start))
