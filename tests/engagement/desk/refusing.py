"""A mail server that takes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class RefusingBackend(BaseEmailBackend):
    """No such mailbox."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise SMTPRecipientsRefused({"maria@example.org": (550, b"No such mailbox")})
