"""District, Street, LandArea, AddressPoint: the ground that every register of the town refers to."""

from __future__ import annotations

from django.contrib.gis.db import models as gis
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.kit.folding import all_languages, folded_column
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from maps.places.choices import LandKind, StreetClass
from maps.places.querysets import DistrictQuerySet, LandAreaQuerySet, StreetQuerySet

GROUND = Retention.lasting("The ground of the municipality's maps.")


class District(models.Model):
    """A part of the municipality."""

    retention = GROUND

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = TextByLanguage(_("name"))
    area = gis.MultiPolygonField(_("area"), srid=4326)
    folded = folded_column(all_languages("names"))

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.names) or self.code


class Street(models.Model):
    """A named street with its middle line; `width` in metres from block to block."""

    retention = GROUND

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = TextByLanguage(_("name"), blank=True)
    street_class = models.CharField(
        _("class"), max_length=12, choices=StreetClass.choices, default=StreetClass.STREET
    )
    width = models.DecimalField(_("width (m)"), max_digits=5, decimal_places=1, null=True, blank=True)
    line = gis.MultiLineStringField(_("line"), srid=4326)
    folded = folded_column(all_languages("names"))

    objects = StreetQuerySet.as_manager()

    class Meta:
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        ordering = ("code",)
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="places_street_folded")]
        constraints = [
            models.CheckConstraint(
                condition=Q(width__isnull=True) | Q(width__gt=0, width__lte=300), name="places_street_width"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.names) or self.code


class LandArea(models.Model):
    """A block, building, park, square, water or other piece of land."""

    retention = GROUND

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=LandKind.choices)
    names = TextByLanguage(_("name"), blank=True)
    levels = models.PositiveSmallIntegerField(_("floors"), null=True, blank=True)
    area = gis.MultiPolygonField(_("area"), srid=4326)
    folded = folded_column(all_languages("names"))

    objects = LandAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of land")
        verbose_name_plural = _("pieces of land")
        ordering = ("code",)
        indexes = [
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                condition=~Q(folded=""),
                name="places_land_folded",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page, else what it is."""
        return in_language(self.names) or str(self.get_kind_display())


class AddressPoint(models.Model):
    """A house number and where its door is."""

    retention = GROUND

    street = models.ForeignKey(
        Street, verbose_name=_("street"), on_delete=models.CASCADE, related_name="addresses"
    )
    number = models.CharField(_("number"), max_length=10)
    position = gis.PointField(_("position"), srid=4326)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ("street", "number")
        constraints = [models.UniqueConstraint(fields=["street", "number"], name="places_address_once")]

    def __str__(self) -> str:
        return f"{self.street} {self.number}"
