"""Where a map that shows all its data looks first: at the town, where the data only reach out of it."""

from __future__ import annotations

from django.core.cache import cache

from cms.municipalities.models import Municipality
from maps.viewer.querysets import share_within

Box = tuple[float, float, float, float]
# Data that are so many times as wide or as high as the town and its surroundings make a smudge of it.
FAR = 4.0
# And so many of a hundred rows lie there all the same: the sea goes on, the rest is the town's.
MOST = 0.9
REMEMBER_SECONDS = 24 * 3600


def first_look(extent: Box, subject: str, revision: int, municipality: Municipality) -> Box:
    """The box of the data, cut to the town with a quarter more to each side where only a few rows reach far out."""
    if municipality.boundary is None:
        return extent
    town = _with_surroundings(municipality.boundary.extent)
    cut = _shared(extent, town)
    if cut is None or max(_times(extent, town)) < FAR:
        return extent
    key = f"map-share:{subject}:{revision}:{municipality.settings_version}"
    share: float | None = cache.get(key)
    if share is None:
        share = share_within(subject, town)
        cache.set(key, share, REMEMBER_SECONDS)
    return cut if share >= MOST else extent


def _with_surroundings(box: Box) -> Box:
    west, south, east, north = box
    across, upright = (east - west) / 4, (north - south) / 4
    return west - across, south - upright, east + across, north + upright


def _shared(one: Box, other: Box) -> Box | None:
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west < east and south < north else None


def _times(one: Box, other: Box) -> tuple[float, float]:
    return (one[2] - one[0]) / (other[2] - other[0]), (one[3] - one[1]) / (other[3] - other[1])
