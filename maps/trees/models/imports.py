"""TreeImport: a file that was brought into the register, and what came of it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.media.contract import private_storage
from maps.trees.choices import ImportState


class TreeImport(models.Model):
    """The file waits in private storage until it is read; the report of its bad rows stays."""

    retention = Retention(
        reason="To see where a row came from and what was wrong with it.",
        keep=timedelta(days=2 * 365),
        personal=True,
    )

    file = models.FileField(
        _("file"), upload_to="trees/imports/", storage=private_storage, blank=True, max_length=300
    )
    file_name = models.CharField(_("name of the file"), max_length=200)
    source = models.CharField(_("source"), max_length=80)
    crs = models.CharField(_("coordinate system"), max_length=40, blank=True)
    units = models.CharField(_("units"), max_length=10, default="auto")
    language = models.CharField(_("language of the report"), max_length=10, blank=True)
    dry_run = models.BooleanField(_("only try"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.WAITING, db_index=True
    )
    # Why the whole file was refused, in the language of the report; empty otherwise.
    refusal = models.TextField(_("why it was refused"), blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    report = models.FileField(
        _("report"), upload_to="trees/reports/", storage=private_storage, blank=True, max_length=300
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of trees")
        verbose_name_plural = _("imports of trees")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.file_name
