"""Pauses of the clock, absences of officers, reminders that were sent."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from engagement.cases.models.case import FIVE_YEARS, Case
from engagement.cases.querysets import AbsenceQuerySet


class Pause(models.Model):
    """A span in which the clock stands still. The open one has no end."""

    retention = Retention(reason="Kept as long as its case.", keep=FIVE_YEARS)

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="pauses")
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ("began_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on__isnull=True), name="cases_one_open_pause"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")), name="cases_pause_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_on} – {self.ended_on or '…'}"


class Absence(models.Model):
    """An officer is away: new cases pass by, and the substitute sees and does what is theirs meanwhile."""

    retention = Retention(
        reason="To see who stood in for whom, for a year.", keep=timedelta(days=365), personal=True
    )

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("officer"), on_delete=models.CASCADE, related_name="absences"
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("substitute"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("-begins_on",)
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="cases_absence_ends"),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("officer")),
                name="cases_absence_other_substitute",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.begins_on} – {self.ends_on}"


class Digest(models.Model):
    """That somebody was reminded on a day: what makes it happen once."""

    retention = Retention(
        reason="So that a reminder is sent once a day.", keep=timedelta(days=30), personal=True
    )

    on = models.DateField(_("on"))
    to = models.EmailField(_("to"))
    about = models.CharField(_("about"), max_length=100)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["on", "to", "about"], name="cases_digest_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.to}"
