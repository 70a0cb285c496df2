"""EMAIL_BACKEND and a delivery backend for the demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tenants.utils import get_public_schema_name

from cms.municipalities.querysets import current_municipality
from cms.notifications.actions import write_mail


class OutboxBackend(BaseEmailBackend):
    """Writes each message down in the current transaction; the worker delivers it after the commit."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if current_municipality().schema_name == get_public_schema_name():
            # Outside a municipality (a command of the operator) there is no outbox.
            return get_connection(settings.DELIVERY_EMAIL_BACKEND).send_messages(list(email_messages)) or 0
        for message in email_messages:
            write_mail(message)
        return len(email_messages)


class FolderBackend(BaseEmailBackend):
    """Puts each message into EMAIL_FILE_PATH as a text that a person can read: the demo's mailbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{uuid4().hex[:6]}.txt"
            (folder / name).write_text(readable(message), encoding="utf-8")
        return len(email_messages)


def readable(message: EmailMessage) -> str:
    """Addresses, subject and the plain text, decoded."""
    parsed = message.message()
    texts = [
        bytes(part.get_payload(decode=True) or b"").decode(part.get_content_charset() or "utf-8", "replace")
        for part in parsed.walk()
        if part.get_content_type() == "text/plain"
    ]
    head = f"To: {', '.join(message.recipients())}\nSubject: {message.subject}\n"
    return head + "\n" + "\n".join(texts)
