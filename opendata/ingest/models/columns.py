"""ColumnChange: a change of a dataset's columns that breaks programs, and when they were told."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from opendata.catalog.models import Dataset
from opendata.ingest.choices import ChangeKind


class ColumnChange(models.Model):
    """The API announces it: `announced_at` is the day of Deprecation, `sunset_at` of Sunset."""

    retention = Retention.lasting("The history of the municipality's own open data.")

    dataset = models.ForeignKey(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="column_changes"
    )
    column = models.CharField(_("column"), max_length=63)
    kind = models.CharField(_("change"), max_length=10, choices=ChangeKind.choices)
    # The revision that first had it.
    revision = models.PositiveIntegerField(_("revision"))
    announced_at = models.DateTimeField(_("announced"), default=timezone.now)
    # From then on the column is not there, or is of the other type.
    sunset_at = models.DateTimeField(_("takes effect"))
    # A column came back: the announcement no longer holds.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a column")
        verbose_name_plural = _("changes of columns")
        ordering = ("-announced_at", "column")

    def __str__(self) -> str:
        return f"{self.column}: {self.get_kind_display()}"

    def is_due(self, now: datetime) -> bool:
        """Whether the announced day has come."""
        return self.withdrawn_at is None and self.sunset_at <= now
