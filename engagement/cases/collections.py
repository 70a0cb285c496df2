"""How services do, month by month, as an open dataset: counts only, and none that could mean somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.gis.db.models import PointField
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast

from cms.kit.folding import TextOf
from engagement.cases.models import ServiceMonth
from opendata.tables.contract import CollectionDefinition, Field, FieldType, GeometryType
from opendata.tables.registry import collections

NAME = "service-statistics"


def rows(ids: Sequence[int] | None) -> QuerySet[Any, Any]:
    """Every month of every service."""
    months = ServiceMonth.objects.all() if ids is None else ServiceMonth.objects.filter(pk__in=ids)
    return months.order_by().values(
        "month",
        "received",
        "decided",
        "median_days",
        "on_time_share",
        rowid=F("pk"),
        geom=Cast(Value(None), PointField(srid=4326)),
        service_el=TextOf("service__names", "el"),
        service_en=TextOf("service__names", "en"),
    )


FEW = {
    "el": "Κενό όταν αφορά λιγότερες από πέντε υποθέσεις.",
    "en": "Empty where fewer than five cases are behind it.",
}
service_statistics = CollectionDefinition(
    name=NAME,
    titles={"el": "Στατιστικά υπηρεσιών", "en": "Service statistics"},
    descriptions={
        "el": "Πόσα αιτήματα ήρθαν και αποφασίστηκαν ανά υπηρεσία και μήνα, "
        "πόσες ημέρες χρειάστηκαν και πόσα ήταν εμπρόθεσμα.",
        "en": "How many requests came in and were decided by service and month, "
        "how long it took, and how many were in time.",
    },
    fields=(
        Field("service_el", FieldType.TEXT, {"el": "Υπηρεσία (ελληνικά)", "en": "Service (Greek)"}),
        Field("service_en", FieldType.TEXT, {"el": "Υπηρεσία (αγγλικά)", "en": "Service (English)"}),
        Field(
            "month",
            FieldType.DATE,
            {"el": "Μήνας", "en": "Month"},
            {
                "el": "Πρώτη ημέρα του μήνα στον οποίο ήρθαν.",
                "en": "First day of the month in which they came in.",
            },
        ),
        Field("received", FieldType.INTEGER, {"el": "Ήρθαν", "en": "Received"}, FEW),
        Field("decided", FieldType.INTEGER, {"el": "Αποφασίστηκαν", "en": "Decided"}, FEW),
        Field("median_days", FieldType.NUMBER, {"el": "Διάμεσος ημερών", "en": "Median days"}, FEW, unit="d"),
        Field("on_time_share", FieldType.INTEGER, {"el": "Εμπρόθεσμα", "en": "In time"}, FEW, unit="%"),
    ),
    geometry_type=GeometryType.NONE,
    rows=rows,
    themes=("GOVE",),
    keywords={"el": ("υπηρεσίες", "χρόνοι", "αιτήματα"), "en": ("services", "waiting times", "requests")},
    update_frequency="DAILY",
)


def register() -> None:
    """Puts them on the shelf; called once, while the apps start."""
    collections.add(service_statistics.name, service_statistics)
