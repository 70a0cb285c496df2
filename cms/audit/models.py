"""Deed: one line for each thing that was done to the municipality's records."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention


class Deed(models.Model):
    """Who did what to what, when. Rows are only ever added."""

    retention = Retention(
        reason="Accountability of the administration.", keep=timedelta(days=10 * 365), personal=True
    )

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verb = models.CharField(_("deed"), max_length=60)
    # "maps_trees.tree" and its primary key: plain text, so that the line outlives the thing.
    subject_type = models.CharField(_("kind"), max_length=80)
    subject_id = models.CharField(_("number"), max_length=80, blank=True)
    subject = models.CharField(_("what"), max_length=200)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("deed")
        verbose_name_plural = _("deeds")
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_deed_subject")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject}"
