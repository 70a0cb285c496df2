"""How a key looks, and what of it is stored.

A key has 256 bits by chance: a plain hash of it cannot be turned back, and the slow kind that passwords need would
only slow down each request.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

# What a scanner of public code can find, should somebody publish a key by mistake.
MARK = "stoa"
FORM = re.compile(rf"({MARK}_[0-9a-f]{{8}})_[A-Za-z0-9_-]{{43}}")


@dataclass(frozen=True)
class NewKey:
    """A key that was just made: the only time that its whole text is known here."""

    text: str
    prefix: str
    digest: str


def new_key() -> NewKey:
    """A key that nobody can guess."""
    prefix = f"{MARK}_{secrets.token_hex(4)}"
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    return NewKey(text, prefix, digest_of(text))


def digest_of(text: str) -> str:
    """What is stored in place of the key."""
    return sha256(text.encode()).hexdigest()


def looks_like_key(text: str) -> bool:
    """Whether it is worth a question to the database."""
    return FORM.fullmatch(text) is not None
