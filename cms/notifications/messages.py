"""A message as it is stored and as a delivery backend takes it."""

from __future__ import annotations

from email.generator import BytesGenerator
from email.message import EmailMessage as ParsedMessage
from email.parser import BytesParser
from email.policy import compat32
from io import BytesIO
from typing import Any

from django.core.mail import EmailMessage

from cms.notifications.models import OutgoingMail


class StoredMessage(EmailMessage):
    """Behaves like the EmailMessage it once was; every backend of Django takes it."""

    def __init__(self, mail: OutgoingMail) -> None:
        super().__init__(subject=mail.subject, from_email=mail.sender, to=list(mail.recipients))
        self.raw = bytes(mail.raw)

    def message(self) -> Any:  # type: ignore[override]  # narrower than the stubs of the standard library
        return BytesParser(_class=_Bytes, policy=compat32).parsebytes(self.raw)


class _Bytes(ParsedMessage):
    """Django's backends ask for other line ends than the library offers."""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n", policy: Any = None) -> bytes:  # type: ignore[override]  # narrower than the stubs of the standard library
        out = BytesIO()
        BytesGenerator(out, mangle_from_=False, policy=policy or compat32).flatten(
            self, unixfrom=unixfrom, linesep=linesep
        )
        return out.getvalue()
