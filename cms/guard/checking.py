"""Is this sent by a person, and not too often?"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

from cms.guard.actions import spend
from cms.guard.policies import Policy, policy_of
from cms.guard.problems import Problem, ProblemCode
from cms.guard.proofs import Proof, read_proof
from cms.guard.rates import attempts_problem, rate_problem
from cms.guard.tickets import Ticket, read_ticket

R = TypeVar("R", bound=HttpResponseBase)

TICKET_FIELD = "guard_ticket"
PROOF_FIELD = "guard_proof"
# Looks like something worth filling in.
HIDDEN_FIELD = "guard_homepage"
# Set on a request whose ticket is used up: the page that answers it gets a new one.
USED = "guard_ticket_used"


def check(request: HttpRequest, form_name: str, *, since: datetime | None = None) -> list[Problem]:
    """Empty where the form may be taken. Ask last: a proof is used up by it, and each right one is counted.

    `since`: when the person began, where the caller has kept that (a draft); else it is when the page was made.
    """
    problem = attempts_problem(request) or _problem(request, form_name, policy_of(form_name), since)
    return [problem] if problem else []


def _problem(request: HttpRequest, form_name: str, policy: Policy, since: datetime | None) -> Problem | None:
    if request.POST.get(HIDDEN_FIELD, ""):
        return Problem(ProblemCode.HIDDEN_FIELD)
    ticket = read_ticket(request.POST.get(TICKET_FIELD, ""), form_name)
    if ticket is None:
        return Problem(ProblemCode.TICKET)
    age = max(ticket.age, time.time() - since.timestamp() if since else 0)
    if age < policy.least_seconds:
        return Problem(ProblemCode.TOO_FAST, retry_after=math.ceil(policy.least_seconds - age))
    sent = request.POST.get(PROOF_FIELD, "")
    proof = read_proof(sent, form_name)
    if sent and proof is None:
        return Problem(ProblemCode.PROOF)
    if proof is None and age < policy.waiting_seconds:
        return Problem(ProblemCode.WAIT, retry_after=math.ceil(policy.waiting_seconds - age))
    return rate_problem(request, form_name, policy, proved=proof is not None) or _use_up(
        request, ticket, proof
    )


def _use_up(request: HttpRequest, ticket: Ticket, proof: Proof | None) -> Problem | None:
    """The proof, or without one the ticket, is taken once."""
    if proof is not None:
        first = spend(f"proof {proof.token}", expires_at=proof.expires_at)
    else:
        first = spend(f"ticket {ticket.number}", expires_at=ticket.expires_at)
        setattr(request, USED, True)
    return None if first else Problem(ProblemCode.SENT_ALREADY)


def tell(response: R, problems: Sequence[Problem]) -> R:
    """429 and `Retry-After` on the page that shows the problems, where it must be waited."""
    seconds = max((problem.retry_after for problem in problems), default=0)
    if seconds:
        response["Retry-After"] = str(seconds)
        response.status_code = 429
    return response
