"""Asking for mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from cms.notifications.choices import MailState

if TYPE_CHECKING:
    from cms.notifications.models import AddressCheck, OutgoingMail  # noqa: F401 (named in quotes below)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Adjectives of mail."""

    def failed(self) -> OutgoingMailQuerySet:
        """Given up."""
        return self.filter(state=MailState.FAILED)

    def quoted(self, message_id: str) -> OutgoingMailQuerySet:
        """The one that another server quotes."""
        return self.filter(message_id=message_id) if message_id else self.none()

    def overdue(self, moment: datetime) -> OutgoingMailQuerySet:
        """Waiting although its next attempt should have been before a moment: its task got lost."""
        return self.filter(state=MailState.WAITING, next_attempt_at__lt=moment)


class AddressCheckQuerySet(models.QuerySet["AddressCheck"]):
    """Adjectives of checked addresses."""

    def confirmed(self, address: str, *, holder: str) -> AddressCheckQuerySet:
        """Found to be the person's own, for this holder."""
        return self.filter(holder=holder, address=address.lower(), confirmed_at__isnull=False)
