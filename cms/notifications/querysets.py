"""Asking for mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from cms.notifications.choices import MailState

if TYPE_CHECKING:
    from cms.notifications.models import OutgoingMail  # noqa: F401 (named in quotes below)

if TYPE_CHECKING:
    pass


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Adjectives of mail."""

    def failed(self) -> OutgoingMailQuerySet:
        """Given up."""
        return self.filter(state=MailState.FAILED)

    def overdue(self, moment: datetime) -> OutgoingMailQuerySet:
        """Waiting although its next attempt should have been before a moment: its task got lost."""
        return self.filter(state=MailState.WAITING, next_attempt_at__lt=moment)
