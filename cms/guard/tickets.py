"""A page's ticket says for which form and when the page was made: signed, and stored only when it is used."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing

from cms.guard.policies import policy_of
from cms.kit.schemas import current_schema

SALT = "cms.guard.ticket"
LONGEST = 400
# Clocks of two machines may differ a little.
SKEW = 60


@dataclass(frozen=True)
class Ticket:
    """`made_at` in seconds since 1970."""

    form_name: str
    made_at: int
    number: str

    @property
    def age(self) -> float:
        return time.time() - self.made_at

    @property
    def expires_at(self) -> datetime:
        return datetime.fromtimestamp(self.made_at, UTC) + policy_of(self.form_name).ticket_age


def new_ticket(form_name: str) -> str:
    """For a page that is made now."""
    return signing.Signer(salt=SALT).sign_object(
        {"town": current_schema(), "form": form_name, "at": int(time.time()), "no": secrets.token_urlsafe(9)}
    )


def read_ticket(text: str, form_name: str) -> Ticket | None:
    """None for one that is not ours, of another form or town, or too old."""
    if not text or len(text) > LONGEST:
        return None
    try:
        facts = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    ticket = Ticket(facts["form"], facts["at"], facts["no"])
    if facts["town"] != current_schema() or ticket.form_name != form_name:
        return None
    return ticket if -SKEW <= ticket.age <= policy_of(form_name).ticket_age.total_seconds() else None
