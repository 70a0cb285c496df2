"""Who may say that something is wrong with a page, and who reads it."""

from __future__ import annotations

from hashlib import blake2s

from django.core.cache import cache
from django.http import HttpRequest

from cms.accounts.rules import Visitor, may_enter_admin
from cms.guard.actions import count
from cms.guard.contract import HOUR, Rate
from cms.kit.api.limits.allowances import visitor_bucket

MOST = 20
DAY_SECONDS = 24 * 3600


def seconds_to_wait(request: HttpRequest) -> int:
    """Counts the report too; 0 where it is not too many for one address."""
    bucket = visitor_bucket("page problems by", request)
    return count(bucket, Rate(MOST, HOUR)) if bucket is not None else 0


def is_first_today(request: HttpRequest, address: str, reason: str) -> bool:
    """Whether this visitor says it of the page for the first time today: pressing again is no second problem."""
    bucket = visitor_bucket("page problems by", request)
    if bucket is None:
        return True
    pressed = blake2s(f"{reason} {address}".encode(), digest_size=16, key=bucket).hexdigest()
    return cache.add(f"page-problem:{pressed}", 1, DAY_SECONDS)


def may_read_problems(user: Visitor) -> bool:
    """Whoever writes or approves pages."""
    return may_enter_admin(user) and user.has_perm("pages_feedback.view_pageproblem")


def may_settle_problems(user: Visitor) -> bool:
    """Those who may also say that it is seen to."""
    return may_enter_admin(user) and user.has_perm("pages_feedback.delete_pageproblem")
