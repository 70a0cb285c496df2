"""Colours of the quiet ground, the same in map tiles (canvas) and in drawings (SVG)."""

from __future__ import annotations

LAND = "#f1efe8"
STREET = "#ffffff"
STREET_EDGE = "#ddd8cb"
PARK = "#d5e2c3"
WATER = "#cfe0e8"
BUILDING = "#e4dfd3"
BUILDING_EDGE = "#d5cebf"

# By `kind` of the collection `land-areas`; a kind that is not here is land.
AREAS: dict[str, str] = {
    "block": "#ebe7dc",
    "residential": "#ebe7dc",
    "mixed": "#ebe7dc",
    "industry": "#e8e4dd",
    "harbour": "#e6e4df",
    "field": "#eef0de",
    "olive_grove": "#e3e9d3",
    "grove": "#cfdfbb",
    "wood": "#cfdfbb",
    "park": PARK,
    "garden": PARK,
    "playground": "#dde6c6",
    "riverside": "#dbe6cb",
    "promenade": "#efe9da",
    "cemetery": "#dbe3d2",
    "sports": "#d9e4cf",
    "stadium": "#d9e4cf",
    "school": "#efe6d5",
    "square": "#f5ead2",
    "beach": "#f5ecd0",
    "water": WATER,
    "stream": WATER,
    "pond": WATER,
    "sea": WATER,
}
BUILDING_KINDS = ("building",)
WATER_KINDS = ("sea", "water", "stream", "pond")
# As static/viewer/ground.js and basemap_rules.js read them.
COLOURS: dict[str, object] = {
    "land": LAND,
    "street": STREET,
    "street_edge": STREET_EDGE,
    "building": BUILDING,
    "building_edge": BUILDING_EDGE,
    "areas": AREAS,
    "water": list(WATER_KINDS),
}
# Places whose name stands on them from this zoom.
NAMED_KINDS: dict[str, int] = {
    "park": 15,
    "square": 16,
    "grove": 15,
    "cemetery": 15,
    "stadium": 15,
    "sports": 16,
    "school": 17,
    "riverside": 16,
    "promenade": 16,
    "playground": 18,
    "sea": 12,
    "water": 15,
}
# Zoom from which a street of a class bears its name.
STREET_NAMES: dict[str, int] = {"avenue": 14, "street": 16, "lane": 17, "pedestrian": 17, "path": 18}
GROUND_COLLECTIONS = ("land-areas", "streets")
