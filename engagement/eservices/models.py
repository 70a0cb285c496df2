"""Service, its addresses and its immutable versions: what can be asked for, and by which rules."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from engagement.eservices.querysets import ServiceQuerySet
from engagement.eservices.terms import Terms
from engagement.intake.models import FormVersion


class Service(models.Model):
    """What people ask the town hall for. Whoever counts against its limits locks this row first."""

    retention = Retention.lasting("What the municipality offers.")

    # What the editor's pages of all languages share.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    names = TextByLanguage(_("name"))
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="services",
    )
    current = models.ForeignKey(
        "ServiceVersion",
        verbose_name=_("version in force"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # False while its pages are not public: nobody may begin or send.
    is_offered = models.BooleanField(_("offered"), default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return in_language(self.names) or str(self.key)

    def slugs(self) -> dict[str, str]:
        """The address in force by language."""
        return dict(self.addresses.filter(is_current=True).values_list("language", "slug"))


class ServiceAddress(models.Model):
    """The last part of a service's address in a language; earlier ones keep leading to it."""

    retention = Retention.lasting("Addresses that were printed somewhere keep working.")

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="addresses"
    )
    language = models.CharField(_("language"), max_length=10)
    slug = models.SlugField(_("address"), max_length=255, allow_unicode=True)
    is_current = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("address of a service")
        verbose_name_plural = _("addresses of services")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="eservices_address_once"),
            models.UniqueConstraint(
                fields=["service", "language"],
                condition=Q(is_current=True),
                name="eservices_one_current_address",
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.language}/services/{self.slug}/"


class ServiceVersion(models.Model):
    """A service as it was published at one moment: its form and its terms. A trigger refuses every change."""

    retention = Retention.lasting("Requests are decided by the version that they were filed under.")

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="versions"
    )
    form_version = models.OneToOneField(
        FormVersion, verbose_name=_("form"), on_delete=models.PROTECT, related_name="service_version"
    )
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    patch = models.PositiveSmallIntegerField()
    terms = models.JSONField(_("terms"))
    note = models.TextField(_("what changed"), blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a service")
        verbose_name_plural = _("versions of services")
        ordering = ("-major", "-minor", "-patch")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "major", "minor", "patch"], name="eservices_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.number}"

    @property
    def number(self) -> str:
        """Semantic version: 2.1.0."""
        return f"{self.major}.{self.minor}.{self.patch}"

    @cached_property
    def rules(self) -> Terms:
        """The terms, read once: a version never changes."""
        return Terms.from_json(self.terms)
