"""The hash of an entry: over its own facts and the hash of the one before. Anybody can compute it again.

Canonical JSON (RFC 8785 for what stands here: sorted keys, no blanks, UTF-8) under SHA-256. Names of people are not
part of it; the text is, so that a message cannot be reworded afterwards.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engagement.cases.models import Entry


def facts_of(entry: Entry, protocol: str) -> dict[str, Any]:
    """What is hashed, and what the log of a case shows to verify."""
    return {
        "case": protocol,
        "number": entry.number,
        "kind": entry.kind,
        "public": entry.is_public,
        "at": entry.at.isoformat(timespec="microseconds"),
        "role": entry.by_role,
        "text": entry.text,
        "data": entry.data,
        "previous": entry.previous,
    }


def digest_of(facts: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
