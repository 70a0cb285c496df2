"""What of the ground is published: districts, streets, pieces of land."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, Model, QuerySet

from cms.kit.folding import TextOf
from maps.places.choices import LandKind, StreetClass
from maps.places.models import District, LandArea, Street
from opendata.tables.contract import CollectionDefinition, Field, FieldType, GeometryType, TextsByLanguage
from opendata.tables.registry import collections

Rows = Callable[[Sequence[int] | None], QuerySet[Any, Any]]

NAME_EL = Field("name_el", FieldType.TEXT, {"el": "Όνομα (ελληνικά)", "en": "Name (Greek)"})
NAME_EN = Field("name_en", FieldType.TEXT, {"el": "Όνομα (αγγλικά)", "en": "Name (English)"})

STREET_CLASSES: dict[str, TextsByLanguage] = {
    StreetClass.AVENUE.value: {"el": "λεωφόρος", "en": "avenue"},
    StreetClass.STREET.value: {"el": "οδός", "en": "street"},
    StreetClass.LANE.value: {"el": "πάροδος", "en": "lane"},
    StreetClass.PEDESTRIAN.value: {"el": "πεζόδρομος", "en": "pedestrian street"},
    StreetClass.PATH.value: {"el": "μονοπάτι", "en": "path"},
}
LAND_KINDS: dict[str, TextsByLanguage] = {
    LandKind.BLOCK.value: {"el": "οικοδομικό τετράγωνο", "en": "block"},
    LandKind.BUILDING.value: {"el": "κτίριο", "en": "building"},
    LandKind.PARK.value: {"el": "πάρκο", "en": "park"},
    LandKind.SQUARE.value: {"el": "πλατεία", "en": "square"},
    LandKind.PLAYGROUND.value: {"el": "παιδική χαρά", "en": "playground"},
    LandKind.GROVE.value: {"el": "άλσος", "en": "grove"},
    LandKind.RIVERSIDE.value: {"el": "παρόχθιος χώρος", "en": "riverside"},
    LandKind.PROMENADE.value: {"el": "παραλιακός περίπατος", "en": "promenade"},
    LandKind.SCHOOL.value: {"el": "σχολείο", "en": "school"},
    LandKind.SPORTS.value: {"el": "αθλητικός χώρος", "en": "sports ground"},
    LandKind.CEMETERY.value: {"el": "κοιμητήριο", "en": "cemetery"},
    LandKind.HARBOUR.value: {"el": "λιμάνι", "en": "harbour"},
    LandKind.INDUSTRY.value: {"el": "βιομηχανία", "en": "industry"},
    LandKind.BEACH.value: {"el": "παραλία", "en": "beach"},
    LandKind.FIELD.value: {"el": "αγρός", "en": "field"},
    LandKind.OLIVE_GROVE.value: {"el": "ελαιώνας", "en": "olive grove"},
    LandKind.WOOD.value: {"el": "δάσος", "en": "wood"},
    LandKind.SEA.value: {"el": "θάλασσα", "en": "sea"},
    LandKind.WATER.value: {"el": "νερό", "en": "water"},
    LandKind.STREAM.value: {"el": "ρέμα", "en": "stream"},
}


def rows_of(model: type[Model], geometry: str, *same: str, **columns: Any) -> Rows:
    """A reader of a table with `names`: its key, geometry, both names, columns of the same name, and
    renamed ones."""

    def rows(ids: Sequence[int] | None) -> QuerySet[Any, Any]:
        wanted = model._default_manager.all() if ids is None else model._default_manager.filter(pk__in=ids)
        return wanted.order_by().values(
            *same,
            rowid=F("pk"),
            geom=F(geometry),
            name_el=TextOf("names", "el"),
            name_en=TextOf("names", "en"),
            **columns,
        )

    return rows


districts = CollectionDefinition(
    name="districts",
    titles={"el": "Δημοτικά διαμερίσματα", "en": "Districts"},
    descriptions={
        "el": "Τα όρια των δημοτικών διαμερισμάτων.",
        "en": "The boundaries of the municipality's districts.",
    },
    fields=(
        Field("code", FieldType.TEXT, {"el": "Κωδικός", "en": "Code"}, in_small_tiles=True),
        NAME_EL,
        NAME_EN,
    ),
    geometry_type=GeometryType.AREA,
    rows=rows_of(District, "area", "code"),
    themes=("REGI",),
    keywords={"el": ("όρια", "γειτονιές"), "en": ("boundaries", "neighbourhoods")},
    update_frequency="IRREG",
)
streets = CollectionDefinition(
    name="streets",
    titles={"el": "Οδοί", "en": "Streets"},
    descriptions={
        "el": "Οι δρόμοι του δήμου με το όνομα και τον άξονά τους.",
        "en": "The municipality's streets with their names and middle lines.",
    },
    fields=(
        NAME_EL,
        NAME_EN,
        Field(
            "class",
            FieldType.TEXT,
            {"el": "Κατηγορία", "en": "Class"},
            codes=STREET_CLASSES,
            in_small_tiles=True,
        ),
        Field("width_m", FieldType.NUMBER, {"el": "Πλάτος", "en": "Width"}, unit="m"),
    ),
    geometry_type=GeometryType.LINE,
    rows=rows_of(Street, "line", **{"class": F("street_class"), "width_m": F("width")}),
    themes=("TRAN",),
    keywords={"el": ("δρόμοι", "οδικό δίκτυο"), "en": ("roads", "street network")},
    update_frequency="IRREG",
)
land_areas = CollectionDefinition(
    name="land-areas",
    titles={"el": "Χρήσεις εδάφους", "en": "Land"},
    descriptions={
        "el": "Οικοδομικά τετράγωνα, κτίρια, πάρκα, πλατείες, νερά: το υπόβαθρο των χαρτών.",
        "en": "Blocks, buildings, parks, squares, water: the ground of the maps.",
    },
    fields=(
        Field("kind", FieldType.TEXT, {"el": "Είδος", "en": "Kind"}, codes=LAND_KINDS, in_small_tiles=True),
        NAME_EL,
        NAME_EN,
        Field("levels", FieldType.INTEGER, {"el": "Όροφοι", "en": "Floors"}),
    ),
    geometry_type=GeometryType.AREA,
    rows=rows_of(LandArea, "area", "kind", "levels"),
    themes=("REGI", "ENVI"),
    keywords={"el": ("πάρκα", "πλατείες", "κτίρια"), "en": ("parks", "squares", "buildings")},
    update_frequency="IRREG",
)


def register() -> None:
    """Puts the three on the shelf; called once, while the apps start."""
    for definition in (districts, streets, land_areas):
        collections.add(definition.name, definition)
