"""SavedView: a view of the queue that somebody keeps under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Department
from cms.kit.retention import Retention


class SavedView(models.Model):
    """A view with its filters, for oneself or the whole department. Holds no case: it is asked anew each time."""

    retention = Retention.lasting("How the staff look at their queue; goes with its owner's account.")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.CASCADE, related_name="+"
    )
    # Empty: the owner's own.
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=1_000)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "pk")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="desk_view_once")]

    def __str__(self) -> str:
        return self.name
