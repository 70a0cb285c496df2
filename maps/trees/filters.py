"""How the list and the map of trees are narrowed down. The same parameters in every address."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.theme.forms import FilterForm
from maps.places.models import District
from maps.trees.choices import Condition
from maps.trees.models import Species, Tree

# What stands behind each order; trees without the value come last, the number decides between equals.
ORDERS: dict[str, Any] = {
    "species": F("species__botanical").asc(nulls_last=True),
    "stoutest": F("girth_cm").desc(nulls_last=True),
    "tallest": F("height_m").desc(nulls_last=True),
    "oldest": F("planted_on").asc(nulls_last=True),
    "newest": F("planted_on").desc(nulls_last=True),
}
ORDER_CHOICES = [
    ("species", _("Species")),
    ("stoutest", _("Stoutest first")),
    ("tallest", _("Tallest first")),
    ("oldest", _("Oldest first")),
    ("newest", _("Newest first")),
]


def grown_species(_request: Any) -> QuerySet[Species]:
    """Species that trees of the register are of."""
    return Species.objects.grown().order_by("botanical")


def all_districts(_request: Any) -> QuerySet[District]:
    """Districts without their areas, which are large."""
    return District.objects.defer("area")


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TreeFilter(filters.FilterSet):
    """Standing trees by text, species, district, condition, protection and day of planting; and their
    order."""

    q = filters.CharFilter(method="by_text", label=_("Species or address"))
    species = filters.ModelChoiceFilter(queryset=grown_species, label=_("Species"), empty_label=_("Any"))
    district = filters.ModelChoiceFilter(
        queryset=all_districts,
        field_name="site__district",
        to_field_name="code",
        label=_("District"),
        empty_label=_("Any"),
    )
    condition = filters.ChoiceFilter(
        choices=Condition.choices, label=pgettext_lazy("tree", "Condition"), empty_label=_("Any")
    )
    protected = filters.TypedChoiceFilter(
        choices=[("", _("Any")), ("true", _("Yes")), ("false", _("No"))],
        coerce=lambda text: text == "true",
        label=_("Protected"),
    )
    planted_after = filters.DateFilter(
        field_name="planted_on", lookup_expr="gte", label=_("Planted from"), widget=_day_input()
    )
    planted_before = filters.DateFilter(
        field_name="planted_on", lookup_expr="lte", label=_("Planted until"), widget=_day_input()
    )
    sort = filters.ChoiceFilter(
        method="in_order", choices=ORDER_CHOICES, label=_("Order"), empty_label=_("As entered")
    )

    class Meta:
        model = Tree
        form = FilterForm
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """In a fixed order, so that no tree is on two pages."""
        filtered = super().filter_queryset(queryset)
        return filtered if filtered.query.order_by else filtered.order_by("pk")

    def by_text(self, trees: Any, _name: str, text: str) -> Any:
        """Every word, folded, in a name of the species or in the address."""
        return trees.matching(text)

    def in_order(self, trees: Any, _name: str, order: str) -> Any:
        """By one of ORDERS."""
        return trees.order_by(ORDERS[order], "pk")
