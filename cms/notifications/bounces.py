"""What a mail server says of a message that it cannot deliver after all (RFC 3464), read from bytes that anybody may
have written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

# The report and the head of the original lie at the front; what is longer is cut.
MOST_BYTES = 1024 * 1024
MOST_PARTS = 50
LONGEST_WORDS = 500
_ID = re.compile(r"<[^<>\s]{3,198}>")


@dataclass(frozen=True)
class Bounce:
    """Which message came back, and why in the server's own words."""

    message_id: str
    words: str


def read_bounce(raw: bytes) -> Bounce | None:
    """None where it is no report, or tells of a delay or a delivery only. May raise on what no server would write."""
    message = BytesParser(policy=compat32).parsebytes(raw[:MOST_BYTES])
    if message.get_content_type() != "multipart/report":
        return None
    parts = [part for part, _number in zip(message.walk(), range(MOST_PARTS), strict=False)]
    words = next(
        (
            told
            for part in parts
            if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status")
            and (told := _failure_in(part))
        ),
        "",
    )
    message_id = next((known for part in parts if (known := _original_in(part))), "")
    return Bounce(message_id, words) if message_id and words else None


def _failure_in(report: Message) -> str:
    """Status and diagnosis of the first address that failed for good. Each group of fields is a message of its own."""
    groups = report.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if not isinstance(group, Message) or _field(group, "Action").lower() != "failed":
            continue
        diagnosis = _field(group, "Diagnostic-Code").partition(";")[2] or _field(group, "Diagnostic-Code")
        told = " ".join(
            part
            for part in (
                _field(group, "Final-Recipient").partition(";")[2],
                _field(group, "Status"),
                diagnosis,
            )
            if part
        )
        return _plain(told)[:LONGEST_WORDS] or "failed"
    return ""


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
