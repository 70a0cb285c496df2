"""Who has which district: where requests are given out by the district of their place."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, StructBlock

from maps.places.models import District


def district_choices() -> list[tuple[str, str]]:
    """The town's districts by code."""
    return [(district.code, str(district)) for district in District.objects.defer("area").order_by("code")]


def officer_choices() -> list[tuple[str, str]]:
    """Everybody who works on cases, by address: a version of a service names people as plain data."""
    people: Any = get_user_model().objects
    officers = people.filter(is_active=True, groups__permissions__codename="work_on_case").distinct()
    return [(person.email, str(person)) for person in officers.order_by("last_name", "email")]


class DistrictBlock(StructBlock):
    """One district and its officer."""

    district = ChoiceBlock(choices=district_choices, label=_("District"))
    officer = ChoiceBlock(
        choices=officer_choices,
        label=_("Officer"),
        help_text=_("Of the service’s department. While away, their substitute gets the requests."),
    )

    class Meta:
        label = _("District")
        icon = "site"
        label_format = "{district}: {officer}"
