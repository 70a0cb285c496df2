"""A key: who holds it, how much it opens, and until when. The key itself is never stored."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from opendata.access.querysets import ApiKeyQuerySet


def usual_units() -> int:
    """What a new key opens, unless its maker says otherwise."""
    return int(settings.API_KEY_UNITS)


class ApiKey(models.Model):
    """One key to the open API."""

    retention = Retention(
        reason="Who held a key is kept for a year after it ended.", keep=timedelta(days=365), personal=True
    )

    holder = models.CharField(
        _("holder"), max_length=200, help_text=_("The person, firm or programme that uses the key.")
    )
    email = models.EmailField(_("e-mail"), help_text=_("Where its holder is told of changes and trouble."))
    purpose = models.CharField(_("what for"), max_length=300, blank=True)
    # The key's beginning, which tells keys apart in lists; the rest is known to its holder only.
    prefix = models.CharField(_("begins with"), max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    units = models.PositiveIntegerField(
        _("units a minute"),
        default=usual_units,
        validators=[MinValueValidator(1), MaxValueValidator(10_000_000)],
        help_text=_("A usual answer costs one unit, a page of 10,000 objects about a dozen."),
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Leave it empty for a key without an end.")
    )
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    last_used_on = models.DateField(_("last used"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.holder} ({self.prefix}…)"

    @property
    def opens(self) -> bool:
        """Whether it may be used today."""
        return self.revoked_at is None and (self.ends_on is None or self.ends_on >= timezone.localdate())
