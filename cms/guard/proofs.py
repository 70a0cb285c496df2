"""Proof of work after ALTCHA's second version: the browser looks for a number, which costs whoever sends a lot.

The server picks the number, derives its key once and signs both; checking an answer is one HMAC. How far the number
is away grows with what this address and this form have asked for lately.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import altcha
from django.conf import settings
from django.utils.crypto import salted_hmac

from cms.kit.schemas import current_schema

ALGORITHM = "PBKDF2/SHA-256"
# Rounds of one derivation: some 2 ms on the server, which does one.
COST = 5_000
# The browser does so many to twice as many; each level doubles that.
NEAREST = 50
MOST_LEVEL = 4
LIFETIME = 20 * 60
LONGEST = 4_096


@dataclass(frozen=True)
class Proof:
    """A right answer that has not expired; whether it was used before is another question."""

    token: str
    expires_at: datetime


def new_challenge(form_name: str, *, level: int) -> dict[str, Any]:
    """As JSON for the browser. `level` from 0 to 4."""
    nearest = NEAREST << max(0, min(level, MOST_LEVEL))
    challenge = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=nearest + secrets.randbelow(nearest),
        expires_at=int(time.time()) + LIFETIME,
        data={"form": form_name, "town": current_schema()},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    return challenge.to_dict()


def read_proof(text: str, form_name: str) -> Proof | None:
    """None for a wrong, foreign, changed or expired one."""
    if not text or len(text) > LONGEST:
        return None
    result = altcha.verify_solution(text, _secret("challenge"), hmac_key_secret=_secret("key"))
    if not result.verified:
        return None
    # Signed by us, so it has the shape that we gave it.
    challenge = json.loads(base64.b64decode(text))["challenge"]
    parameters = challenge["parameters"]
    if parameters.get("data") != {"form": form_name, "town": current_schema()}:
        return None
    return Proof(challenge["signature"], datetime.fromtimestamp(parameters["expiresAt"], UTC))


def _secret(what: str) -> bytes:
    return salted_hmac(
        f"cms.guard.{what}", current_schema(), secret=settings.SECRET_KEY, algorithm="sha256"
    ).digest()
