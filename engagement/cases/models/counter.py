"""CounterFiling: an officer fills a form in for somebody who stands at the counter or calls."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from engagement.cases.choices import Identity
from engagement.cases.models.case import FIVE_YEARS, Case
from engagement.intake.choices import Channel


class CounterFiling(models.Model):
    """Who asks, who writes it down for them, and how it was seen who they are. Begun before the form is filled in."""

    retention = Retention(
        reason="Kept as long as its case; one that never became a case goes with its draft.",
        keep=FIVE_YEARS,
        personal=True,
    )

    draft_key = models.UUIDField(unique=True, editable=False)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("filed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(_("name of the applicant"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    identity = models.CharField(_("identity"), max_length=20, choices=Identity.choices)
    identity_note = models.CharField(_("how identity was seen"), max_length=300, blank=True)
    case = models.OneToOneField(
        Case,
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="counter_filing",
    )
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)

    class Meta:
        verbose_name = _("filing for somebody")
        verbose_name_plural = _("filings for somebody")
        constraints = [
            models.CheckConstraint(condition=~Q(channel=Channel.ONLINE), name="cases_counter_not_online")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.draft_key}"
