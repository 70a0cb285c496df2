"""Offices as an open dataset with a map of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Value

from cms.kit.folding import TextOf
from opendata.tables.contract import CollectionDefinition, Field, FieldType, GeometryType
from opendata.tables.registry import collections
from pages.offices.models import Office

NAME = "offices"


def rows(ids: Sequence[int] | None) -> QuerySet[Any, Any]:
    """Every office; one without a position has its row without a place."""
    wanted = Office.objects.all() if ids is None else Office.objects.filter(pk__in=ids)
    return wanted.order_by().values(
        "code",
        "email",
        rowid=F("pk"),
        geom=F("position"),
        name_el=TextOf("names", "el"),
        name_en=TextOf("names", "en"),
        address_el=TextOf("addresses", "el"),
        address_en=TextOf("addresses", "en"),
        phone=Func(F("phones"), Value(", "), function="array_to_string", output_field=CharField()),
    )


offices = CollectionDefinition(
    name=NAME,
    titles={"el": "Γραφεία και υπηρεσίες", "en": "Offices"},
    descriptions={
        "el": "Πού βρίσκονται τα γραφεία του δήμου που δέχονται κοινό, με τηλέφωνο και διεύθυνση.",
        "en": "Where the municipality's offices are that receive the public, with phone and address.",
    },
    fields=(
        Field("name_el", FieldType.TEXT, {"el": "Όνομα (ελληνικά)", "en": "Name (Greek)"}),
        Field("name_en", FieldType.TEXT, {"el": "Όνομα (αγγλικά)", "en": "Name (English)"}),
        Field("code", FieldType.TEXT, {"el": "Κωδικός", "en": "Code"}, in_small_tiles=True),
        Field("address_el", FieldType.TEXT, {"el": "Διεύθυνση (ελληνικά)", "en": "Address (Greek)"}),
        Field("address_en", FieldType.TEXT, {"el": "Διεύθυνση (αγγλικά)", "en": "Address (English)"}),
        Field("phone", FieldType.TEXT, {"el": "Τηλέφωνα", "en": "Phones"}),
        Field("email", FieldType.TEXT, {"el": "E-mail", "en": "E-mail"}),
    ),
    geometry_type=GeometryType.POINT,
    rows=rows,
    themes=("GOVE",),
    keywords={"el": ("υπηρεσίες", "ΚΕΠ", "δημαρχείο"), "en": ("town hall", "counters", "services")},
    update_frequency="IRREG",
)


def register() -> None:
    """Puts them on the shelf; called once, while the apps start."""
    collections.add(offices.name, offices)
