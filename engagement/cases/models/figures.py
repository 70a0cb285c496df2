"""ServiceMonth: what is published of how a service does."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.kit.retention import Retention
from engagement.eservices.models import Service


class ServiceMonth(models.Model):
    """What was received and decided of a service in a month; figures under the least number stay empty."""

    retention = Retention.lasting("Counts over months, published as open data. Holds no personal data.")

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="months"
    )
    month = models.DateField(_("month"))
    received = models.PositiveIntegerField(pgettext_lazy("how many", "received"), null=True, blank=True)
    decided = models.PositiveIntegerField(_("decided"), null=True, blank=True)
    median_days = models.DecimalField(_("median days"), max_digits=7, decimal_places=1, null=True, blank=True)
    on_time_share = models.PositiveSmallIntegerField(_("on time (%)"), null=True, blank=True)

    class Meta:
        verbose_name = _("month of a service")
        verbose_name_plural = _("months of services")
        constraints = [models.UniqueConstraint(fields=["service", "month"], name="cases_service_month_once")]

    def __str__(self) -> str:
        return f"{self.service} {self.month:%Y-%m}"
