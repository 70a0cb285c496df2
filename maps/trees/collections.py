"""What of the register is published: the trees that stand, and the planting sites that wait for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf, Trim
from django.db.models.lookups import Exact

from cms.kit.folding import Joined, TextOf
from maps.trees.choices import Condition, Precision, Surface
from maps.trees.models import PlantingSite, Tree
from opendata.tables.contract import CollectionDefinition, Field, FieldType, GeometryType, TextsByLanguage
from opendata.tables.registry import collections

CONDITIONS: dict[str, TextsByLanguage] = {
    Condition.GOOD.value: {"el": "καλή", "en": "good"},
    Condition.FAIR.value: {"el": "μέτρια", "en": "fair"},
    Condition.POOR.value: {"el": "κακή", "en": "poor"},
    Condition.DEAD.value: {"el": "ξερό", "en": "dead"},
    Condition.UNKNOWN.value: {"el": "δεν έχει ελεγχθεί", "en": "not inspected"},
}
PRECISIONS: dict[str, TextsByLanguage] = {
    Precision.MEASURED.value: {"el": "μετρημένη", "en": "measured"},
    Precision.ESTIMATED.value: {"el": "κατ' εκτίμηση, από κλάση", "en": "estimated from a class"},
    Precision.AT_LEAST.value: {"el": "τουλάχιστον", "en": "at least"},
}
SURFACES: dict[str, TextsByLanguage] = {
    Surface.PIT.value: {"el": "θέση στο πεζοδρόμιο", "en": "pit in the pavement"},
    Surface.PAVED.value: {"el": "πλακόστρωτο", "en": "paved"},
    Surface.LAWN.value: {"el": "γρασίδι", "en": "lawn"},
    Surface.BED.value: {"el": "παρτέρι", "en": "flower bed"},
    Surface.SOIL.value: {"el": "χώμα", "en": "bare soil"},
    Surface.UNKNOWN.value: {"el": "δεν έχει καταγραφεί", "en": "not recorded"},
}

ADDRESS_FIELDS = (
    Field("address", FieldType.TEXT, {"el": "Διεύθυνση", "en": "Address"}),
    Field("address_en", FieldType.TEXT, {"el": "Διεύθυνση (αγγλικά)", "en": "Address (English)"}),
)
DISTRICT_FIELDS = (
    Field(
        "district",
        FieldType.TEXT,
        {"el": "Διαμέρισμα (κωδικός)", "en": "District (code)"},
        in_small_tiles=True,
    ),
    Field("district_el", FieldType.TEXT, {"el": "Διαμέρισμα (ελληνικά)", "en": "District (Greek)"}),
    Field("district_en", FieldType.TEXT, {"el": "Διαμέρισμα (αγγλικά)", "en": "District (English)"}),
    *ADDRESS_FIELDS,
)
TREE_FIELDS = (
    Field(
        "species_botanical",
        FieldType.TEXT,
        {"el": "Είδος (βοτανική ονομασία)", "en": "Species (botanical name)"},
        in_small_tiles=True,
    ),
    Field("species_el", FieldType.TEXT, {"el": "Είδος (ελληνικά)", "en": "Species (Greek)"}),
    Field("species_en", FieldType.TEXT, {"el": "Είδος (αγγλικά)", "en": "Species (English)"}),
    Field(
        "girth_cm",
        FieldType.NUMBER,
        {"el": "Περίμετρος κορμού", "en": "Girth"},
        descriptions={
            "el": "Σε ύψος 1,30 μ. από το έδαφος.",
            "en": "Around the trunk, 1.30 m above the ground.",
        },
        unit="cm",
        in_small_tiles=True,
    ),
    Field(
        "diameter_cm",
        FieldType.NUMBER,
        {"el": "Διάμετρος κορμού", "en": "Diameter"},
        descriptions={"el": "Προκύπτει από την περίμετρο.", "en": "Follows from the girth."},
        unit="cm",
    ),
    Field(
        "girth_quality",
        FieldType.TEXT,
        {"el": "Ακρίβεια περιμέτρου", "en": "How the girth is known"},
        codes=PRECISIONS,
    ),
    Field("height_m", FieldType.NUMBER, {"el": "Ύψος", "en": "Height"}, unit="m"),
    Field("planted_on", FieldType.DATE, {"el": "Ημερομηνία φύτευσης", "en": "Planted on"}),
    Field(
        "condition",
        FieldType.TEXT,
        {"el": "Κατάσταση", "en": "Condition"},
        codes=CONDITIONS,
        in_small_tiles=True,
    ),
    Field("protected", FieldType.BOOLEAN, {"el": "Προστατευόμενο", "en": "Protected"}, in_small_tiles=True),
    *DISTRICT_FIELDS,
    Field("site_id", FieldType.INTEGER, {"el": "Θέση φύτευσης", "en": "Planting site"}),
)


SITE_FIELDS = (
    *ADDRESS_FIELDS,
    Field("surface", FieldType.TEXT, {"el": "Έδαφος", "en": "Ground"}, codes=SURFACES, in_small_tiles=True),
    Field("district_code", FieldType.TEXT, {"el": "Διαμέρισμα (κωδικός)", "en": "District (code)"}),
    Field("district_el", FieldType.TEXT, {"el": "Διαμέρισμα (ελληνικά)", "en": "District (Greek)"}),
    Field("district_en", FieldType.TEXT, {"el": "Διαμέρισμα (αγγλικά)", "en": "District (English)"}),
)


def _or_null(name: str) -> NullIf:
    return NullIf(F(name), Value("", output_field=CharField()))


def _district_name(path: str, language: str) -> NullIf:
    return NullIf(TextOf(f"{path}__names", language), Value("", output_field=TextField()))


def _address_en(path: str) -> Coalesce:
    """As it stands in the register, else the street's English name with the number."""
    street = TextOf(f"{path}street__names", "en")
    return Coalesce(
        _or_null(f"{path}english_address"),
        Case(
            When(Exact(street, Value("")), then=None),
            default=Trim(Joined(street, F(f"{path}house_number"))),
            output_field=TextField(),
        ),
        output_field=TextField(),
    )


def tree_rows(ids: Sequence[int] | None) -> QuerySet[Any, Any]:
    """Standing trees; those of an unknown species carry the name that their source gave."""
    trees = Tree.objects.standing()
    wanted = trees if ids is None else trees.filter(pk__in=ids)
    as_given = _or_null("species_as_given")
    return wanted.order_by().values(
        "girth_cm",
        "diameter_cm",
        "height_m",
        "planted_on",
        "condition",
        "protected",
        "site_id",
        rowid=F("pk"),
        geom=F("site__position"),
        species_botanical=F("species__botanical"),
        species_el=Coalesce(_or_null("species__name_el"), as_given),
        species_en=Coalesce(_or_null("species__name_en"), as_given),
        girth_quality=Case(When(girth_cm__isnull=False, then=F("girth_precision"))),
        district=F("site__district__code"),
        district_el=_district_name("site__district", "el"),
        district_en=_district_name("site__district", "en"),
        address=_or_null("site__address"),
        address_en=_address_en("site__"),
    )


def site_rows(ids: Sequence[int] | None) -> QuerySet[Any, Any]:
    """Planting sites in which no tree stands."""
    sites = PlantingSite.objects.vacant()
    wanted = sites if ids is None else sites.filter(pk__in=ids)
    return wanted.order_by().values(
        "address",
        "surface",
        rowid=F("pk"),
        geom=F("position"),
        address_en=_address_en(""),
        district_code=F("district__code"),
        district_el=_district_name("district", "el"),
        district_en=_district_name("district", "en"),
    )


trees = CollectionDefinition(
    name="trees",
    titles={"el": "Δέντρα", "en": "Trees"},
    descriptions={
        "el": "Τα δέντρα που στέκουν στους δρόμους, τις πλατείες και τα πάρκα του δήμου.",
        "en": "The trees that stand in the municipality's streets, squares and parks.",
    },
    fields=TREE_FIELDS,
    geometry_type=GeometryType.POINT,
    rows=tree_rows,
    themes=("ENVI",),
    keywords={"el": ("δέντρα", "πράσινο", "βλάστηση"), "en": ("trees", "green", "vegetation")},
    update_frequency="CONT",
    item_page="maps_trees:tree",
)
planting_sites = CollectionDefinition(
    name="planting-sites",
    titles={"el": "Κενές θέσεις φύτευσης", "en": "Vacant planting sites"},
    descriptions={
        "el": "Θέσεις όπου μπορεί να φυτευτεί δέντρο και σήμερα δεν στέκει κανένα.",
        "en": "Places where a tree can be planted and none stands today.",
    },
    fields=SITE_FIELDS,
    geometry_type=GeometryType.POINT,
    rows=site_rows,
    themes=("ENVI",),
    keywords={"el": ("δέντρα", "φυτεύσεις"), "en": ("trees", "planting")},
    update_frequency="CONT",
)


def register() -> None:
    """Puts both on the shelf; called once, while the apps start."""
    for definition in (trees, planting_sites):
        collections.add(definition.name, definition)
