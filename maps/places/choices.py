"""Kinds of streets and of land."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StreetClass(models.TextChoices):
    """How much of a street a street is; maps draw it by this."""

    AVENUE = "avenue", _("avenue")
    STREET = "street", _("street")
    LANE = "lane", _("lane")
    PEDESTRIAN = "pedestrian", _("pedestrian street")
    PATH = "path", _("path")


class LandKind(models.TextChoices):
    """What a piece of land is used for."""

    BLOCK = "block", _("block")
    BUILDING = "building", _("building")
    PARK = "park", _("park")
    SQUARE = "square", _("square")
    PLAYGROUND = "playground", _("playground")
    GROVE = "grove", _("grove")
    RIVERSIDE = "riverside", _("riverside")
    PROMENADE = "promenade", _("promenade")
    SCHOOL = "school", _("school")
    SPORTS = "sports", _("sports ground")
    CEMETERY = "cemetery", _("cemetery")
    HARBOUR = "harbour", _("harbour")
    INDUSTRY = "industry", _("industry")
    BEACH = "beach", _("beach")
    FIELD = "field", _("field")
    OLIVE_GROVE = "olive_grove", _("olive grove")
    WOOD = "wood", _("wood")
    SEA = "sea", _("sea")
    WATER = "water", _("water")
    STREAM = "stream", _("stream")


# Land with a name that people look for.
SEARCHED_LAND = (
    LandKind.PARK,
    LandKind.SQUARE,
    LandKind.PLAYGROUND,
    LandKind.GROVE,
    LandKind.RIVERSIDE,
    LandKind.PROMENADE,
    LandKind.SCHOOL,
    LandKind.SPORTS,
    LandKind.CEMETERY,
    LandKind.HARBOUR,
    LandKind.BEACH,
)


class PlaceKind(models.TextChoices):
    """What the search for a place finds."""

    ADDRESS = "address", _("address")
    STREET = "street", _("street")
    DISTRICT = "district", _("district")
    LAND = "land", _("open space")
