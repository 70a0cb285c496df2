"""Plain rows in which a whole register is handed over for loading. Positions are shapely's or WKB,
EPSG:4326."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from maps.places.contract import Geometry


@dataclass(frozen=True)
class SpeciesRow:
    """A species by its botanical name; sizes of a grown tree in m and cm."""

    botanical: str
    name_el: str = ""
    name_en: str = ""
    family: str = ""
    evergreen: bool | None = None
    native: bool | None = None
    allergenic: bool | None = None
    mature_height_m: float | None = None
    mature_girth_cm: float | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SiteRow:
    """A planting site by its code; `street` is a street's code."""

    code: str
    position: Geometry
    address: str = ""
    street: str | None = None
    house_number: str = ""
    side: str = ""
    surface: str = "unknown"
    english_address: str = ""


@dataclass(frozen=True)
class TreeRow:
    """A tree by its code, in the site of that code, of the species of that botanical name (None: not
    known)."""

    code: str
    site: str
    species: str | None = None
    girth_cm: float | None = None
    height_m: float | None = None
    planted_on: date | None = None
    condition: str = "unknown"
    protected: bool = False
    protection_notes: Mapping[str, str] = field(default_factory=dict)
    removed_on: date | None = None
    removal_reason: str = ""
