"""Correction: single questions that the applicant is asked to answer again, and what was answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from engagement.cases.models.case import FIVE_YEARS, Case


class Correction(models.Model):
    """What was sent first stays as it is; new answers stand beside it. Ids of questions are those of the form."""

    retention = Retention(reason="Kept as long as its case.", keep=FIVE_YEARS, personal=True)

    # Files that are uploaded while it is being answered belong to it, as those of a form belong to its draft.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="corrections"
    )
    questions = models.JSONField(_("questions"), default=list)
    answers = models.JSONField(_("answers"), default=dict)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("case", "asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at__isnull=True), name="cases_one_open_correction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_at:%Y-%m-%d}"
