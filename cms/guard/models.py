"""What has been used up, and what has been counted. Neither tells who it was."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention


class SpentToken(models.Model):
    """A proof of work or a page's ticket that was used: it is not taken twice, by whichever process."""

    retention = Retention(reason="Until the token would have expired anyway.", keep=timedelta(days=2))

    digest = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("used proof")
        verbose_name_plural = _("used proofs")
        indexes = [models.Index(fields=["expires_at"], name="guard_spent_expiry")]

    def __str__(self) -> str:
        return self.digest[:12]


class Tally(models.Model):
    """How often something was sent in one stretch of time. The bucket cannot be turned back into an address."""

    retention = Retention(reason="Two stretches of the longest rate.", keep=timedelta(days=2))

    bucket = models.CharField(max_length=32)
    starts_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of sent forms")
        verbose_name_plural = _("counts of sent forms")
        constraints = [models.UniqueConstraint(fields=["bucket", "starts_at"], name="guard_tally_once")]
        indexes = [models.Index(fields=["starts_at"], name="guard_tally_start")]

    def __str__(self) -> str:
        return f"{self.bucket[:12]}: {self.count}"
