"""A few trees on a street and in a park, on the shelf as every register's rows are."""

from __future__ import annotations

from shapely import LineString, MultiLineString, Point, box

from maps.places.actions import load_places
from maps.places.contract import AddressRow, DistrictRow, LandRow, StreetRow
from maps.trees.actions import load_trees
from maps.trees.contract import SiteRow, SpeciesRow, TreeRow

LONGITUDE, LATITUDE = 22.795, 36.614
STEP = 0.0002
SPECIES = (
    SpeciesRow("Citrus aurantium", "Νεραντζιά", "Bitter orange"),
    SpeciesRow("Pinus pinea", "Κουκουναριά", "Stone pine"),
    SpeciesRow("Phoenix canariensis", "Κανάριος φοίνικας", "Canary palm"),
)
# (species, girth in cm, condition, protected), one every STEP degrees to the east.
STANDING = (
    ("Citrus aurantium", 60, "good", False),
    ("Citrus aurantium", 70, "good", False),
    ("Citrus aurantium", 40, "poor", False),
    ("Pinus pinea", 180, "good", True),
    (None, None, "unknown", False),
)


def load_ground() -> None:
    """A district, a street with an address, a park and a building around the trees."""
    around = box(LONGITUDE - 0.01, LATITUDE - 0.01, LONGITUDE + 0.01, LATITUDE + 0.01)
    street = MultiLineString([LineString([(LONGITUDE - 0.005, LATITUDE), (LONGITUDE + 0.005, LATITUDE)])])
    load_places(
        districts=[DistrictRow("old-town", {"el": "Παλιά Πόλη", "en": "Old Town"}, around)],
        streets=[StreetRow("irini", {"el": "Αγίας Ειρήνης", "en": "Agias Irinis"}, street, "avenue", 20)],
        land=[
            LandRow(
                "park",
                "park",
                box(LONGITUDE, LATITUDE + 0.0003, LONGITUDE + 0.001, LATITUDE + 0.001),
                {"el": "Κήπος", "en": "Garden"},
            ),
            LandRow(
                "house", "building", box(LONGITUDE, LATITUDE - 0.001, LONGITUDE + 0.0003, LATITUDE - 0.0005)
            ),
        ],
        addresses=[AddressRow("irini", "12", Point(LONGITUDE, LATITUDE))],
        by=None,
    )


def load_trees_and_ground() -> None:
    """Five standing trees, and one site that waits for a tree."""
    load_ground()
    places = [Point(LONGITUDE + number * STEP, LATITUDE) for number in range(len(STANDING) + 1)]
    load_trees(
        species=SPECIES,
        sites=[
            SiteRow(f"s{number}", place, f"Αγίας Ειρήνης {number}", "irini", str(number))
            for number, place in enumerate(places)
        ],
        trees=[
            TreeRow(
                f"t{number}", f"s{number}", species, girth, 5.0 if girth else None, None, condition, protected
            )
            for number, (species, girth, condition, protected) in enumerate(STANDING)
        ],
        by=None,
    )
