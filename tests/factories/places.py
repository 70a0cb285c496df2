"""Places for tests: two districts side by side, streets, a park."""

from __future__ import annotations

import shapely

from maps.places.actions import load_places
from maps.places.contract import AddressRow, DistrictRow, LandRow, StreetRow
from maps.places.models import District

WEST = shapely.box(25.00, 40.60, 25.10, 40.70)
EAST = shapely.box(25.10, 40.60, 25.20, 40.70)


def make_places() -> dict[str, District]:
    """Loads them; the districts by code."""
    load_places(
        districts=[
            DistrictRow("west", {"el": "Άνω Πόλη", "en": "Upper Town"}, WEST),
            DistrictRow("east", {"el": "Κάτω Πόλη", "en": "Lower Town"}, EAST),
        ],
        streets=[
            StreetRow(
                "heroes",
                {"el": "Οδός Ηρώων", "en": "Heroes Street"},
                shapely.LineString([(25.01, 40.61), (25.05, 40.65)]),
                "street",
                12.5,
            ),
            StreetRow("olives", {"el": "Ελαιώνος"}, shapely.LineString([(25.02, 40.61), (25.02, 40.63)])),
        ],
        land=[
            LandRow("park", "park", shapely.box(25.03, 40.62, 25.04, 40.63), {"el": "Πάρκο Ειρήνης"}),
            LandRow("house", "building", shapely.box(25.05, 40.62, 25.0501, 40.6201), {}, 3),
        ],
        addresses=[AddressRow("heroes", "12", shapely.Point(25.02, 40.62))],
        by=None,
    )
    return {district.code: district for district in District.objects.all()}
