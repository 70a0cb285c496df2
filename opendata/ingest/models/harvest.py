"""Harvest: an address of somebody else that rows of a dataset are fetched from."""

from __future__ import annotations

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from opendata.catalog.models import Dataset
from opendata.ingest.querysets import HarvestQuerySet


class Harvest(models.Model):
    """Fetched every so many hours; what comes goes the same way as an uploaded file."""

    retention = Retention.lasting("Where the municipality's open data comes from.")

    source = models.URLField(
        _("address"),
        max_length=1000,
        help_text=_("Of a CSV or GeoJSON file, or of the items of an OGC API, beginning with https://."),
    )
    every_hours = models.PositiveIntegerField(
        _("every so many hours"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 366)],
    )
    dataset = models.OneToOneField(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="harvest"
    )
    active = models.BooleanField(_("fetch it"), default=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    # Of the last file that was taken: servers without an ETag send the same one again and again.
    sha256 = models.CharField(max_length=64, blank=True)
    next_at = models.DateTimeField(_("next time"), default=timezone.now, db_index=True)
    last_at = models.DateTimeField(_("last time"), null=True, blank=True)
    # What came of the last time: one sentence.
    outcome = models.TextField(_("what came of it"), blank=True)
    trouble = models.BooleanField(_("trouble"), default=False)
    language = models.CharField(max_length=10, blank=True)

    objects = HarvestQuerySet.as_manager()

    class Meta:
        verbose_name = _("fetched address")
        verbose_name_plural = _("fetched addresses")
        ordering = ("dataset__name",)

    def __str__(self) -> str:
        return f"{self.dataset}: {self.source}"

    @property
    def interval(self) -> timedelta:
        """How long after a fetch the next one is due."""
        return timedelta(hours=self.every_hours)
