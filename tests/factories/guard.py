"""What a browser sends beside the answers of a guarded form."""

from __future__ import annotations

import base64
import json
import time
from typing import Any
from unittest import mock

import altcha

from cms.guard import tickets
from cms.guard.checking import PROOF_FIELD, TICKET_FIELD
from cms.guard.proofs import new_challenge


def solved(form_name: str, **changes: Any) -> str:
    """A proof of work as the browser's script makes it; changes are made to the challenge afterwards."""
    challenge = new_challenge(form_name, level=0)
    solution = altcha.solve_challenge(altcha.Challenge.from_dict(challenge))
    assert solution is not None
    challenge["parameters"].update(changes)
    facts = {"challenge": challenge, "solution": solution.to_dict()}
    return base64.b64encode(json.dumps(facts).encode()).decode()


def ticket(form_name: str, seconds_old: float = 60) -> str:
    """Of a page that was made some time ago."""
    with mock.patch.object(tickets.time, "time", return_value=time.time() - seconds_old):
        return tickets.new_ticket(form_name)


def passed(form_name: str) -> dict[str, str]:
    """All that the guard asks for."""
    return {TICKET_FIELD: ticket(form_name), PROOF_FIELD: solved(form_name)}
