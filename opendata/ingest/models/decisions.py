"""StandingDecisions: how the files of a dataset are read, so that nobody decides it twice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from opendata.catalog.models import Dataset


class StandingDecisions(models.Model):
    """What was decided when the dataset was published last: columns, types, texts, key, position, layer."""

    retention = Retention.lasting("How the municipality's own open data is made.")

    dataset = models.OneToOneField(
        Dataset, verbose_name=_("dataset"), on_delete=models.CASCADE, related_name="file_decisions"
    )
    decisions = models.JSONField(_("decisions"), default=dict)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("decisions about a dataset's files")
        verbose_name_plural = _("decisions about datasets' files")

    def __str__(self) -> str:
        return str(self.dataset)
