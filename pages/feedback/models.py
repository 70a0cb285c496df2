"""How often people said that something is wrong with a page. Who said it is not kept."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from pages.feedback.choices import Reason
from pages.feedback.querysets import PageProblemQuerySet


class PageProblem(models.Model):
    """One reason, one address, one day: how often."""

    retention = Retention(
        reason="Counts by page and day, of nobody in particular; two years show whether a page got better.",
        keep=timedelta(days=2 * 365),
    )

    address = models.CharField(_("address"), max_length=400)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("how often"), default=1)

    objects = PageProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem with a page")
        verbose_name_plural = _("problems with pages")
        ordering = ("-day", "address")
        constraints = [
            models.UniqueConstraint(fields=["address", "reason", "day"], name="feedback_problem_once_a_day"),
            models.CheckConstraint(condition=Q(count__gt=0), name="feedback_problem_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_reason_display()}"
