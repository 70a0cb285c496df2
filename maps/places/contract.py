"""Plain rows in which places are handed over for loading in bulk. Geometry is shapely's or WKB, EPSG:4326
(lon, lat)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

TextsByLanguage = Mapping[str, str]


@runtime_checkable
class Shape(Protocol):
    """Anything that knows its own WKB: a shapely geometry, for one."""

    @property
    def wkb(self) -> bytes:
        """Well-known binary."""


Geometry = Shape | bytes


@dataclass(frozen=True)
class DistrictRow:
    """A district by its code."""

    code: str
    names: TextsByLanguage
    area: Geometry


@dataclass(frozen=True)
class StreetRow:
    """A street by its code; `street_class` is a value of StreetClass, `width` in metres."""

    code: str
    names: TextsByLanguage
    line: Geometry
    street_class: str = "street"
    width: float | None = None


@dataclass(frozen=True)
class LandRow:
    """A piece of land by its code; `kind` is a value of LandKind."""

    code: str
    kind: str
    area: Geometry
    names: TextsByLanguage = field(default_factory=dict)
    levels: int | None = None


@dataclass(frozen=True)
class AddressRow:
    """A house number in the street of that code."""

    street: str
    number: str
    position: Geometry


@dataclass(frozen=True)
class FoundPlace:
    """An answer of the search. `box` is west, south, east, north; `context` says which one of several it
    is."""

    kind: str
    name: str
    context: str
    longitude: float
    latitude: float
    box: tuple[float, float, float, float]
    # Leads to the same place again: `querysets.place_by_key`.
    key: str = ""


@dataclass(frozen=True)
class KnownPlace:
    """A place by its key: what it is called, its shape and a point on it (GEOS, EPSG:4326)."""

    key: str
    name: str
    shape: Any
    point: Any
