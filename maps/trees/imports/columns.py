"""Which column of a file means what: by its name, in the words that registers of trees use, Greek and
English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cms.kit.folding import fold

# Folded names. The order counts: a table with both `tree_id` and `id` is known by the former.
KNOWN: dict[str, tuple[str, ...]] = {
    "ref": (
        "source id", "tree id", "treeid", "site id", "siteid", "asset id", "inventory id", "unique id", "uid",
        "globalid", "objectid", "fid", "ogc fid", "id", "code", "κωδικοσ", "κωδικοσ δεντρου",
        "αριθμοσ δεντρου",
        "αα", "α α", "αυξων αριθμοσ",
    ),
    "tree_number": ("tree", "tree number", "tree no", "treeno", "αριθμοσ", "δεντρο"),
    "group": ("city", "municipality", "town", "district code", "δημοσ", "πολη"),
    "longitude": ("longitude", "lon", "long", "lng", "point x", "γεωγραφικο μηκοσ", "μηκοσ"),
    "latitude": ("latitude", "lat", "point y", "γεωγραφικο πλατοσ", "πλατοσ"),
    "x": ("x", "x coord", "xcoord", "easting", "east", "coord x", "χ", "τετμημενη", "συντεταγμενη χ"),
    "y": ("y", "y coord", "ycoord", "northing", "north", "coord y", "ψ", "υ", "τεταγμενη", "συντεταγμενη ψ"),
    "wkt": ("wkt", "geometry", "geom", "the geom", "shape"),
    "english_address": (
        "address en", "address english", "address in english", "english address", "διευθυνση en",
        "διευθυνση αγγλικα", "διευθυνση στα αγγλικα",
    ),
    "address": ("address full", "full address", "street address", "address el", "location", "διευθυνση",
    "τοποθεσια", "θεση"),
    "house_number": (
        "address no", "address", "address number", "house number", "houseno", "house no", "number", "no",
        "street number", "αρ", "αριθμοσ οδου",
    ),
    "street": ("street", "street name", "on street", "road", "οδοσ", "δρομοσ"),
    "side": ("side", "sidetype", "side type", "placement", "πλευρα"),
    "common": (
        "species common", "common name", "commonname", "common", "species", "tree type", "name", "ειδοσ",
        "κοινη ονομασια", "κοινο ονομα", "ονομα", "ονομασια",
    ),
    "botanical": (
        "species botanical", "botanical name", "botanical", "scientific name", "latin name", "species latin",
        "spc latin", "scientific", "βοτανικη ονομασια", "βοτανικο ονομα", "επιστημονικη ονομασια",
        "επιστημονικο ονομα", "λατινικη ονομασια",
    ),
    "girth": ("girth", "circumference", "trunk circumference", "περιμετροσ", "περιμετροσ κορμου",
    "περιφερεια"),
    "dbh": ("dbh", "dbh class", "diameter at breast height", "dbh range"),
    "diameter": ("diameter", "trunk diameter", "trunk diam", "diameter class", "διαμετροσ",
    "διαμετροσ κορμου"),
    "height": ("height", "height class", "tree height", "height range", "υψοσ", "υψοσ δεντρου"),
    "condition": ("condition", "health", "status", "κατασταση", "υγεια"),
    "planted": (
        "planted on", "planted", "planting date", "date planted", "plant date", "planted date",
        "year planted",
        "ημερομηνια φυτευσησ", "ετοσ φυτευσησ", "φυτευτηκε", "φυτευση",
    ),
    "protected": ("protected", "heritage", "landmark", "προστατευομενο", "διατηρητεο", "μνημειο τησ φυσησ"),
    "note": ("note", "notes", "comment", "comments", "remarks", "σημειωση", "σημειωσεισ", "παρατηρησεισ",
    "σχολια"),
}  # fmt: skip
INCHES, CENTIMETRES, MILLIMETRES = "in", "cm", "mm"
FEET, METRES = "ft", "m"
_UNITS = {
    "in": INCHES, "inch": INCHES, "inches": INCHES, "ιντσεσ": INCHES,
    "cm": CENTIMETRES, "εκ": CENTIMETRES, "εκατοστα": CENTIMETRES, "mm": MILLIMETRES, "χιλιοστα": MILLIMETRES,
    "ft": FEET, "feet": FEET, "ποδια": FEET, "m": METRES, "metres": METRES, "meters": METRES, "μ": METRES,
    "μετρα": METRES,
}  # fmt: skip
_BETWEEN = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass
class Mapping:
    """Positions of the columns that were understood, their headers, and the units that the headers name."""

    places: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def __contains__(self, meaning: str) -> bool:
        return meaning in self.places

    @property
    def has_position(self) -> bool:
        """Whether the columns can tell where a tree is."""
        return (
            {"longitude", "latitude"} <= self.places.keys()
            or {"x", "y"} <= self.places.keys()
            or "wkt" in self.places
        )


def name_and_unit(header: str) -> tuple[str, str]:
    """`"Ύψος (μ.)"` becomes `("υψοσ", "m")`, `"dbh_cm"` becomes `("dbh", "cm")`."""
    words = [word for word in _BETWEEN.split(fold(_CAMEL.sub(" ", header))) if word]
    unit = ""
    if len(words) > 1 and words[-1] in _UNITS:
        unit = _UNITS[words.pop()]
    return " ".join(words), unit


def understand(columns: Sequence[str]) -> Mapping:
    """What each column means; a column is taken once, the better known name first."""
    named = [name_and_unit(header) for header in columns]
    by_name: dict[str, int] = {}
    for number, (name, _unit) in enumerate(named):
        by_name.setdefault(name, number)
        by_name.setdefault(name.replace(" ", ""), number)
    mapping = Mapping()
    taken: set[int] = set()
    for meaning, names in KNOWN.items():
        for name in names:
            place = by_name.get(name)
            if place is not None and place not in taken:
                taken.add(place)
                mapping.places[meaning] = place
                mapping.headers[meaning] = columns[place]
                mapping.units[meaning] = named[place][1]
                break
    return mapping
