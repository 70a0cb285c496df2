"""What a mail server says of a message that it cannot deliver after all (RFC 3464), read from bytes that anybody may
have written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr

# The report and the head of the original lie at the front; what is longer is cut.
MOST_BYTES = 1024 * 1024
MOST_PARTS = 50
MOST_FAILURES = 20
LONGEST_WORDS = 500
_ID = re.compile(r"<[^<>\s]{3,198}>")


@dataclass(frozen=True)
class Failure:
    """One address that failed for good: as we gave it (where the server tells), as it ended, and the server's words."""

    given: str
    final: str
    words: str

    def told(self, recipients: Collection[str] = ()) -> str:
        """A line; it begins with the address, the one of `recipients` where it is among them."""
        address = self.given if self.given in recipients else self.final or self.given
        return f"{address} {self.words}".strip()[:LONGEST_WORDS] or "failed"


@dataclass(frozen=True)
class Bounce:
    """Which message came back, and from which addresses."""

    message_id: str
    failures: tuple[Failure, ...]

    @property
    def words(self) -> str:
        """For the log."""
        return "; ".join(each.told() for each in self.failures)[:LONGEST_WORDS]


def read_bounce(raw: bytes) -> Bounce | None:
    """None where it is no report, or tells of a delay or a delivery only. May raise on what no server would write."""
    message = BytesParser(policy=compat32).parsebytes(raw[:MOST_BYTES])
    if message.get_content_type() != "multipart/report":
        return None
    parts = [part for part, _number in zip(message.walk(), range(MOST_PARTS), strict=False)]
    failures = tuple(
        failure
        for part in parts
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status")
        for failure in _failures_in(part)
    )
    message_id = next((known for part in parts if (known := _original_in(part))), "")
    return Bounce(message_id, failures[:MOST_FAILURES]) if message_id and failures else None


def _failures_in(report: Message) -> Iterator[Failure]:
    """Of each address that failed for good. Each group of fields is a message of its own."""
    groups = report.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if isinstance(group, Message) and _field(group, "Action").lower() == "failed":
            diagnosis = _field(group, "Diagnostic-Code").partition(";")[2] or _field(group, "Diagnostic-Code")
            words = " ".join(part.strip() for part in (_field(group, "Status"), diagnosis) if part.strip())
            yield Failure(_address(group, "Original-Recipient"), _address(group, "Final-Recipient"), words)


def _address(group: Message, name: str) -> str:
    """`rfc822; anna@example.org` without its kind."""
    return plain_address(_field(group, name).partition(";")[2])


def plain_address(text: str) -> str:
    """As addresses are compared: without name and brackets, in small letters."""
    return (parseaddr(text)[1] or text).strip().lower()


def _original_in(part: Message) -> str:
    """The Message-ID of the message that came back: whole, or only its head."""
    kind = part.get_content_type()
    if kind in ("message/rfc822", "message/global"):
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        return _id_in(_field(inner, "Message-ID")) if isinstance(inner, Message) else ""
    if kind in ("text/rfc822-headers", "message/global-headers"):
        content = part.get_payload(decode=True)
        text = content if isinstance(content, bytes) else str(part.get_payload()).encode()
        return _id_in(_field(BytesParser(policy=compat32).parsebytes(text, headersonly=True), "Message-ID"))
    return ""


def _id_in(text: str) -> str:
    found = _ID.search(text)
    return found.group() if found else ""


def _field(group: Message, name: str) -> str:
    return _plain(str(group.get(name) or ""))


def _plain(text: str) -> str:
    """One line, without signs that steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
