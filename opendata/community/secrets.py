"""The secret in the links of a subscription's mails."""

from __future__ import annotations

import secrets


def new_secret() -> str:
    """256 bits that stand in an address as they are."""
    return secrets.token_urlsafe(32)
