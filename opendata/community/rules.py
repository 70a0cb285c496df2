"""Who may send something, and who decides on it."""

from __future__ import annotations

import ipaddress
from hashlib import blake2s

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.encoding import force_bytes

from cms.accounts.rules import Visitor, may_enter_admin
from cms.kit.api.limits.allowances import visitor_address

# Forms of one address within an hour.
MOST_FORMS = 5
HOUR = 3600


def may_decide_on_uses(user: Visitor) -> bool:
    """Whoever may change uses."""
    return may_enter_admin(user) and user.has_perm("opendata_community.change_reuse")


def may_send_form(request: HttpRequest) -> bool:
    """Counts the form too. The address is kept for an hour at most, as a digest that cannot be turned back."""
    address = visitor_address(request)
    if _is_own(address):
        # This machine: a proxy that does not say for whom it asks, or the operator.
        return True
    secret = force_bytes(settings.SECRET_KEY)[:32]
    digest = blake2s(_network(address).encode(), digest_size=16, key=secret).hexdigest()
    key = f"community-forms:{digest}"
    if cache.add(key, 1, HOUR):
        return True
    try:
        return int(cache.incr(key)) <= MOST_FORMS
    except ValueError:
        # It ran out between the two.
        return True


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
