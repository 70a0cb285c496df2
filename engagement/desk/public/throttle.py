"""Wrong secrets are counted by address: guessing one of 30¹² is hopeless, and asking all day is refused as well."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cms.kit.api.limits.allowances import visitor_address

MOST_FAILURES, WINDOW = 10, 900


def _key(request: HttpRequest) -> str:
    # Never an address in clear.
    name = salted_hmac("engagement.desk.trace", visitor_address(request), algorithm="sha256").hexdigest()
    return f"trace-failures:{name}"


def is_throttled(request: HttpRequest) -> bool:
    """Whether this address has failed too often of late."""
    return int(cache.get(_key(request), 0)) >= MOST_FAILURES


def note_failure(request: HttpRequest) -> None:
    """Counts a wrong secret."""
    key = _key(request)
    cache.add(key, 0, WINDOW)
    try:
        cache.incr(key)
    except ValueError:
        cache.set(key, 1, WINDOW)
