"""The `after` token of a next link: a place that readers need not understand nor can mistype unnoticed."""

from __future__ import annotations

import binascii
import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from zlib import crc32

from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter
from opendata.tables.querysets import Place
from opendata.tables.shelf.ordering import SortKey

# The place, then a sum over all; the values of sorted columns follow as JSON.
LAYOUT = struct.Struct(">qqI")


def token_after(collection: str, place: Place, order: Sequence[SortKey] = ()) -> str:
    """The token that goes on after a place in a collection, in an order."""
    values = json.dumps(place.values, ensure_ascii=False, separators=(",", ":")).encode() if order else b""
    packed = LAYOUT.pack(place.seq, place.rowid, _sum(collection, order, place.seq, place.rowid, values))
    return urlsafe_b64encode(packed + values).decode().rstrip("=")


def place_in(collection: str, token: str, order: Sequence[SortKey] = ()) -> Place:
    """The place in a token; BadParameter for one that was not made for this collection in this order."""
    try:
        content = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        seq, rowid, found = LAYOUT.unpack(content[: LAYOUT.size])
    except (binascii.Error, struct.error, ValueError) as problem:
        raise _refused() from problem
    values = content[LAYOUT.size :]
    if found != _sum(collection, order, seq, rowid, values):
        raise _refused()
    return Place(seq, rowid, tuple(json.loads(values)) if order else ())


def _sum(collection: str, order: Sequence[SortKey], seq: int, rowid: int, values: bytes) -> int:
    keys = ",".join(f"{'-' if key.descending else '+'}{key.field.name}" for key in order)
    return crc32(f"{collection}:{keys}:{seq}:{rowid}:".encode() + values)


def _refused() -> BadParameter:
    return BadParameter(_("“after” is taken from a “next” link of the same collection."), parameter="after")
