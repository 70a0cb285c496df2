"""Who is told of mail that was given up."""

from __future__ import annotations

from collections.abc import Callable

from cms.kit.registry import Registry
from cms.notifications.models import OutgoingMail

# Called in the transaction that notes the failure, for mail that is about something. Must not raise.
failures: Registry[Callable[[OutgoingMail], None]] = Registry("who hears of failed mail")
