"""Reads of the shelf for maps."""

from maps.viewer.querysets.pieces import GroundPieces, ground_pieces, points_around
from maps.viewer.querysets.shelf import (
    Facts,
    Seen,
    counted,
    extent_of,
    facts_of,
    item_of,
    largest,
    most_frequent,
    narrowed_tile,
    seen_in,
    share_within,
    tally,
)

__all__ = [
    "Facts",
    "GroundPieces",
    "Seen",
    "counted",
    "extent_of",
    "facts_of",
    "ground_pieces",
    "item_of",
    "largest",
    "most_frequent",
    "narrowed_tile",
    "points_around",
    "seen_in",
    "share_within",
    "tally",
]
