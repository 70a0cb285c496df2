"""Reference systems that answers and questions can be in, by reference (OGC API - Features, part 2)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


@dataclass(frozen=True)
class ReferenceSystem:
    """One system. `digits`: decimals that hold a centimetre. `limits`: (west, south, east, north) in its own
    units, where coordinates outside make no sense; `latitude_first`: its axes are latitude, longitude.
    """

    uri: str
    srid: int
    title: str
    digits: int
    limits: tuple[float, float, float, float]
    latitude_first: bool = False

    @property
    def names(self) -> set[str]:
        """Ways to write it: the URI, in angle brackets, a safe CURIE, a CURIE, a URN."""
        code = self.uri.rsplit("/", maxsplit=1)[1]
        authority = "OGC" if "/OGC/" in self.uri else "EPSG"
        version = "1.3" if authority == "OGC" else ""
        return {
            self.uri,
            f"<{self.uri}>",
            f"[{authority}:{code}]",
            f"{authority}:{code}",
            f"urn:ogc:def:crs:{authority}:{version}:{code}",
        }

    @property
    def in_degrees(self) -> bool:
        """Degrees, not metres."""
        return self.srid == 4326


DEGREES = (-180.0, -90.0, 180.0, 90.0)
CRS84 = ReferenceSystem(
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326, "WGS 84 longitude-latitude", 7, DEGREES
)
WGS84 = ReferenceSystem(f"{EPSG}4326", 4326, "WGS 84 latitude-longitude", 7, DEGREES, latitude_first=True)
WEB = ReferenceSystem(
    f"{EPSG}3857", 3857, "WGS 84 / Pseudo-Mercator", 2, (-20037508.35, -20048966.11, 20037508.35, 20048966.11)
)
GREEK_GRID = ReferenceSystem(
    f"{EPSG}2100", 2100, "GGRS87 / Greek Grid", 2, (-1_000_000.0, 3_000_000.0, 2_000_000.0, 5_500_000.0)
)
SYSTEMS = (CRS84, WGS84, WEB, GREEK_GRID)
BY_NAME = {name: system for system in SYSTEMS for name in system.names}


def system_named(text: str | None, parameter: str) -> ReferenceSystem:
    """The system of a parameter's value, CRS84 without one; BadParameter that lists the known ones."""
    if text is None:
        return CRS84
    found = BY_NAME.get(text)
    if found is None:
        raise BadParameter(
            _("“%(name)s” can be one of: %(crs)s.")
            % {"name": parameter, "crs": ", ".join(system.uri for system in SYSTEMS)},
            parameter=parameter,
        )
    return found
