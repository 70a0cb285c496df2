"""The WebMercatorQuad tile matrix set: which tiles there are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter, NothingThere

TILE_MATRIX_SET = "WebMercatorQuad"
TILE_MATRIX_SET_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
LAST_ZOOM = 22
NUMBER = re.compile(r"[0-9]{1,8}\Z")


@dataclass(frozen=True)
class Tile:
    """A tile by zoom, row (from the north) and column (from the west)."""

    zoom: int
    row: int
    column: int


def tile_at(zoom: str, row: str, column: str) -> Tile:
    """The tile of an address; BadParameter for what is no number, NothingThere outside of the grid."""
    for name, text in (("zoom", zoom), ("row", row), ("column", column)):
        if not NUMBER.match(text):
            raise BadParameter(_("Zoom, row and column of a tile are whole numbers."), parameter=name)
    tile = Tile(int(zoom), int(row), int(column))
    edge = 2 ** min(tile.zoom, LAST_ZOOM)
    if tile.zoom > LAST_ZOOM or tile.row >= edge or tile.column >= edge:
        raise NothingThere(_("There is no such tile: zoom goes from 0 to %(last)s.") % {"last": LAST_ZOOM})
    return tile
