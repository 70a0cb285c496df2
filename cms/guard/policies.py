"""How much of what a form takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cms.kit.registry import Registry

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rate:
    """So many in a time that slides along."""

    most: int
    per: timedelta


@dataclass(frozen=True)
class Policy:
    """`least_seconds`: nobody fills the form in faster. `waiting_seconds`: how old the page must be where the
    browser brings no proof of work (no JavaScript): time is paid instead, and rates are stricter."""

    least_seconds: int = 3
    waiting_seconds: int = 20
    ticket_age: timedelta = DAY
    by_address: Rate = Rate(30, HOUR)
    by_account: Rate = Rate(30, HOUR)
    by_form: Rate = Rate(2_000, HOUR)
    unproved_by_address: Rate = Rate(5, HOUR)
    unproved_by_form: Rate = Rate(100, HOUR)


USUAL = Policy()
policies: Registry[Policy] = Registry("policies of forms")


def protect(form_name: str, policy: Policy = USUAL) -> None:
    """Names a form, while the apps start."""
    policies.add(form_name, policy)


def policy_of(form_name: str) -> Policy:
    """That of the form, or of the part before its colon."""
    return policies.get(form_name) or policies.get(form_name.partition(":")[0]) or USUAL
