"""The `after` token of a next link: a row id that readers need not understand nor can mistype unnoticed."""

from __future__ import annotations

import binascii
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from zlib import crc32

from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter

LAYOUT = struct.Struct(">qI")


def token_after(collection: str, rowid: int) -> str:
    """The token that goes on after a row of a collection."""
    return urlsafe_b64encode(LAYOUT.pack(rowid, _sum(collection, rowid))).decode().rstrip("=")


def row_before(collection: str, token: str) -> int:
    """The row id in a token; BadParameter for one that was not made for this collection."""
    try:
        rowid, found = LAYOUT.unpack(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, struct.error, ValueError) as problem:
        raise _refused() from problem
    if found != _sum(collection, rowid):
        raise _refused()
    return int(rowid)


def _sum(collection: str, rowid: int) -> int:
    return crc32(f"{collection}:{rowid}".encode())


def _refused() -> BadParameter:
    return BadParameter(_("“after” is taken from a “next” link of the same collection."), parameter="after")
