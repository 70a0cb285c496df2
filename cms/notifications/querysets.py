"""Asking for mail."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from cms.notifications.choices import MailState


class OutgoingMailQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Adjectives of mail."""

    def failed(self) -> OutgoingMailQuerySet:
        """Given up."""
        return self.filter(state=MailState.FAILED)

    def overdue(self, moment: datetime) -> OutgoingMailQuerySet:
        """Waiting although its next attempt should have been before a moment: its task got lost."""
        return self.filter(state=MailState.WAITING, next_attempt_at__lt=moment)
