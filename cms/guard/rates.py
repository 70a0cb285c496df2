"""Who is counted, and how often they may."""

from __future__ import annotations

from django.http import HttpRequest

from cms.accounts.models import User
from cms.guard.actions import count_each
from cms.guard.policies import Policy, Rate
from cms.guard.problems import Problem, ProblemCode
from cms.kit.api.limits.allowances import named_bucket, visitor_bucket
from cms.kit.api.limits.buckets import MINUTE, buckets

# Quick counts in memory: challenges and attempts of one address, challenges of one form. A minute.
ASKED_BY_ADDRESS = 60
ASKED_OF_FORM = 600


def work_level(request: HttpRequest, form_name: str) -> int | None:
    """How hard the next challenge is, 0 to 4, by how much was asked for in the last minute; None: not one more."""
    spent = [_share(named_bucket("challenges of", form_name), ASKED_OF_FORM)]
    address = visitor_bucket("challenges by", request)
    if address is not None:
        own = _share(address, ASKED_BY_ADDRESS)
        if own >= 1:
            return None
        spent.append(own)
    return min(4, int(4 * max(spent)))


def _share(bucket: bytes, units: int) -> float:
    return 1 - max(0.0, buckets().spend(bucket, units, 1)) / units


def attempts_problem(request: HttpRequest) -> Problem | None:
    """A script that tries on and on costs no more than a look into memory."""
    address = visitor_bucket("attempts by", request)
    if address is None or buckets().spend(address, ASKED_BY_ADDRESS, 1) > 0:
        return None
    return Problem(ProblemCode.TOO_MANY, retry_after=int(MINUTE))


def rate_problem(request: HttpRequest, form_name: str, policy: Policy, *, proved: bool) -> Problem | None:
    """Counts one more of everything that this is; the first that is too many."""
    address = visitor_bucket(f"form {form_name} by", request)
    user = request.user
    counted: list[tuple[bytes | None, Rate, ProblemCode]] = [
        (address, policy.by_address, ProblemCode.TOO_MANY),
        (
            _account(user, form_name) if isinstance(user, User) else None,
            policy.by_account,
            ProblemCode.TOO_MANY,
        ),
        (named_bucket("form", form_name), policy.by_form, ProblemCode.FORM_BUSY),
    ]
    if not proved:
        unproved = visitor_bucket(f"unproved {form_name} by", request)
        counted.append((unproved, policy.unproved_by_address, ProblemCode.TOO_MANY))
        counted.append((named_bucket("unproved", form_name), policy.unproved_by_form, ProblemCode.FORM_BUSY))
    known = [(bucket, rate, code) for bucket, rate, code in counted if bucket is not None]
    waits = count_each([(bucket, rate) for bucket, rate, _code in known])
    return next(
        (Problem(code, retry_after=wait) for wait, (*_what, code) in zip(waits, known, strict=True) if wait),
        None,
    )


def _account(user: User, form_name: str) -> bytes:
    return named_bucket(f"form {form_name} by account", str(user.pk))
