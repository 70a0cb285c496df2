"""The `after` token of a next link: a place that readers need not understand nor can mistype unnoticed."""

from __future__ import annotations

import binascii
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from zlib import crc32

from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter
from opendata.tables.querysets import Place

LAYOUT = struct.Struct(">qqI")


def token_after(collection: str, place: Place) -> str:
    """The token that goes on after a place in a collection."""
    packed = LAYOUT.pack(place.seq, place.rowid, _sum(collection, place))
    return urlsafe_b64encode(packed).decode().rstrip("=")


def place_in(collection: str, token: str) -> Place:
    """The place in a token; BadParameter for one that was not made for this collection."""
    try:
        seq, rowid, found = LAYOUT.unpack(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, struct.error, ValueError) as problem:
        raise _refused() from problem
    place = Place(seq, rowid)
    if found != _sum(collection, place):
        raise _refused()
    return place


def _sum(collection: str, place: Place) -> int:
    return crc32(f"{collection}:{place.seq}:{place.rowid}".encode())


def _refused() -> BadParameter:
    return BadParameter(_("“after” is taken from a “next” link of the same collection."), parameter="after")
