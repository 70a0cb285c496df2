"""What people may send without an account: only from our own pages, and not too much of it."""

from __future__ import annotations

import ipaddress
from hashlib import blake2s
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.encoding import force_bytes

from cms.kit.api.limits.allowances import visitor_address


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a page of this very host sent the request.

    For forms on kept pages, which are the same for everybody and so carry no token. Browsers say where a request
    comes from in headers that no page can set; what says nothing at all is no browser and has nobody's session.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    named = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return not named or urlsplit(named).netloc == request.get_host()


def within_limit(request: HttpRequest, purpose: str, *, most: int, seconds: int) -> bool:
    """Counts the request too. The address is kept for so long at most, as a digest that cannot be turned back."""
    address = visitor_address(request)
    if _is_own(address):
        # This machine: a proxy that does not say for whom it asks, or the operator.
        return True
    key = f"{purpose}:{visitor_digest(request)}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return int(cache.incr(key)) <= most
    except ValueError:
        # It ran out between the two.
        return True


def visitor_digest(request: HttpRequest) -> str:
    """A name for whoever asks that says nothing of them."""
    secret = force_bytes(settings.SECRET_KEY)[:32]
    return blake2s(_network(visitor_address(request)).encode(), digest_size=16, key=secret).hexdigest()


def _is_own(address: str) -> bool:
    return address.startswith("127.") or address == "::1"


def _network(address: str) -> str:
    """A provider gives a whole network of IPv6 addresses to one customer."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and not found.ipv4_mapped:
        return str(ipaddress.IPv6Network((found, 64), strict=False))
    return str(found)
