"""Who may say that something is wrong with a page, and who reads it."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from cms.accounts.rules import Visitor, may_enter_admin
from cms.kit.sendings import visitor_digest, within_limit

MOST = 20
HOUR = 3600
DAY = 24 * HOUR


def may_report(request: HttpRequest) -> bool:
    """Counts the report too."""
    return within_limit(request, "page-problems", most=MOST, seconds=HOUR)


def is_first_today(request: HttpRequest, address: str, reason: str) -> bool:
    """Whether this visitor says it of the page for the first time today: pressing again is no second problem."""
    return cache.add(f"page-problem:{visitor_digest(request)}:{reason}:{address}", 1, DAY)


def may_read_problems(user: Visitor) -> bool:
    """Whoever writes or approves pages."""
    return may_enter_admin(user) and user.has_perm("pages_feedback.view_pageproblem")


def may_settle_problems(user: Visitor) -> bool:
    """Those who may also say that it is seen to."""
    return may_enter_admin(user) and user.has_perm("pages_feedback.delete_pageproblem")
