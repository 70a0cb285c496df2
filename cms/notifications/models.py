"""OutgoingMail: a message that was written down with the deed it tells of, and what became of it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from cms.notifications.choices import MailState
from cms.notifications.querysets import OutgoingMailQuerySet


class OutgoingMail(models.Model):
    """One message to one or more addresses. Its text goes once it is sent: codes must not lie about."""

    retention = Retention(
        reason="To answer whether and when the portal wrote to somebody.",
        keep=timedelta(days=90),
        personal=True,
    )

    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING)
    sender = models.CharField(_("from"), max_length=320)
    recipients = ArrayField(models.CharField(max_length=320), verbose_name=_("to"))
    subject = models.CharField(_("subject"), max_length=300)
    # The whole message as RFC 5322 bytes, with its Message-ID: every attempt sends the very same one.
    raw = models.BinaryField(default=bytes)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last problem"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["state", "-created_at"], name="notifications_mail_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {', '.join(self.recipients)}"
