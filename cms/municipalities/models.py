"""Municipality and Domain: the only tables that know of more than one town."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.gis.db import models as gis
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from cms.municipalities.choices import BasemapKind
from cms.municipalities.colours import INK, WHITE, refuse_weak_contrast, validate_hex


def portal_languages() -> list[str]:
    """All languages the portal has texts in: the default of a new municipality."""
    return [code for code, _name in settings.LANGUAGES]


class Municipality(TenantMixin):
    """One municipality: its database schema, and what it says of itself on every page."""

    retention = Retention.lasting("The municipality is the portal's owner.")
    # Provisioning makes the schema (actions.create_municipality), so that saving a row never runs migrations.
    auto_create_schema = False

    names = TextByLanguage(_("name"), help_text=_("As it stands on the town hall, in each language."))
    taglines = TextByLanguage(_("line under the name"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages"), default=portal_languages
    )
    crest = models.ImageField(
        _("crest"),
        upload_to="crest/",
        blank=True,
        help_text=_("A square picture, PNG or WebP, at least 256 pixels."),
    )

    brand = models.CharField(_("main colour"), max_length=7, default="#0b4a6f", validators=[validate_hex])
    brand_deep = models.CharField(
        _("dark ground"), max_length=7, default="#08324b", validators=[validate_hex]
    )
    brand_soft = models.CharField(
        _("light ground"), max_length=7, default="#e3eef4", validators=[validate_hex]
    )
    accent = models.CharField(_("accent"), max_length=7, default="#c2512f", validators=[validate_hex])

    addresses = TextByLanguage(_("postal address"), blank=True, rows=3)
    opening_hours = TextByLanguage(_("opening hours"), blank=True, rows=3)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    boundary = gis.MultiPolygonField(_("boundary"), srid=4326, null=True, blank=True)
    map_centre = gis.PointField(_("centre of maps"), srid=4326, null=True, blank=True)
    map_zoom = models.PositiveSmallIntegerField(
        _("zoom of maps"), default=14, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    basemap_kind = models.CharField(
        _("ground of maps"), max_length=10, choices=BasemapKind.choices, default=BasemapKind.OWN
    )
    basemap_url = models.CharField(_("address of the tiles"), max_length=500, blank=True)
    basemap_attribution = models.CharField(_("who made the ground"), max_length=300, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    # Part of the address of the town's stylesheet and of cache keys: a change of the settings is seen at once.
    settings_version = models.PositiveIntegerField(default=1, editable=False)

    # Where it was found by one (querysets.municipality_of): the first of its host names.
    first_host = ""

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name or self.schema_name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.names)

    @property
    def tagline(self) -> str:
        """The line under the name in the language of the page."""
        return in_language(self.taglines)

    @property
    def address(self) -> str:
        """The postal address in the language of the page."""
        return in_language(self.addresses)

    @property
    def hours(self) -> str:
        """Opening hours in the language of the page."""
        return in_language(self.opening_hours)

    def find_first_host(self) -> str:
        """The host name that links lead to; empty where it has none. Needs the shared schema."""
        return hosts_of(self.pk).first() or ""

    def clean(self) -> None:
        super().clean()
        problems: dict[str, ValidationError] = {}
        for field, ground in (
            ("brand", WHITE),
            ("brand_deep", WHITE),
            ("brand_soft", INK),
            ("accent", WHITE),
        ):
            try:
                validate_hex(getattr(self, field))
                refuse_weak_contrast(getattr(self, field), ground)
            except ValidationError as problem:
                problems[field] = problem
        if not any(self.names.values()):
            problems["names"] = ValidationError(_("Give the municipality a name in at least one language."))
        if self.basemap_kind in (BasemapKind.XYZ, BasemapKind.PMTILES) and not self.basemap_url:
            problems["basemap_url"] = ValidationError(_("Give the address of the tiles."))
        if problems:
            raise ValidationError(problems)


class Domain(DomainMixin):
    """A host name under which a municipality answers."""

    retention = Retention.lasting("The address of a municipality.")

    class Meta:
        verbose_name = _("host name")
        verbose_name_plural = _("host names")


def hosts_of(municipality: Any) -> models.QuerySet[Domain, str]:
    """The host names of a municipality by its id; the first is the one that links lead to."""
    hosts: models.QuerySet[Domain, str] = (
        Domain.objects.filter(tenant_id=municipality)
        .order_by("-is_primary", "pk")
        .values_list("domain", flat=True)
    )
    return hosts
