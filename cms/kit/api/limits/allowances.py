"""Who asks, and how much they may: a key, or the address that the request comes from."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2s

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadKey
from cms.kit.registry import Registry
from cms.kit.schemas import current_schema

# This machine itself: a proxy that does not say for whom it asks, or the operator. It is counted, never refused.
LOOPBACK_UNITS = 10_000_000
# A provider gives a whole network of IPv6 addresses to one customer.
NETWORK_OF_ONE = 64


@dataclass(frozen=True)
class Reader:
    """Whoever asks: the name of their bucket (never an address in clear), and how many units a minute they may."""

    bucket: bytes
    units: int


# The room that keeps keys adds its reader: a key as it was sent gives its number and its units a minute.
# It raises BadKey for one that is unknown, has ended or was taken back.
key_readers: Registry[Callable[[str], tuple[int, int]]] = Registry("readers of keys")


def reader_of(request: HttpRequest) -> Reader:
    """The holder of the key that was sent, else the address. Raises BadKey."""
    key = sent_key(request)
    if key:
        for read in key_readers:
            number, units = read(key)
            return Reader(_bucket("key", str(number)), units)
        raise BadKey(_("No keys are known here. Ask without one."))
    address = visitor_address(request)
    units = LOOPBACK_UNITS if _is_loopback(address) else settings.API_ANONYMOUS_UNITS
    return Reader(_bucket("address", _network(address)), units)


def sent_key(request: HttpRequest) -> str:
    """The key in `X-API-Key`, or in `Authorization: Bearer`; empty where none was sent."""
    key = str(request.META.get("HTTP_X_API_KEY", "")).strip()
    if key:
        return key
    scheme, _space, rest = str(request.META.get("HTTP_AUTHORIZATION", "")).partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else ""


def visitor_address(request: HttpRequest) -> str:
    """The address that asks. Proxies are believed as far back as TRUSTED_PROXIES says, the rest could be invented."""
    proxies: int = settings.TRUSTED_PROXIES
    if proxies:
        named = [
            part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
        ]
        if len(named) >= proxies:
            return str(named[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    return address.startswith("127.") or address == "::1"


def _network(address: str) -> str:
    if ":" not in address:
        return address
    try:
        found = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((found, NETWORK_OF_ONE), strict=False))


def _bucket(kind: str, name: str) -> bytes:
    """Eight bytes that differ by municipality and reader and cannot be turned back into an address."""
    secret = force_bytes(settings.SECRET_KEY)[:32]
    return blake2s(f"{current_schema()} {kind} {name}".encode(), digest_size=8, key=secret).digest()


def named_bucket(kind: str, name: str) -> bytes:
    """A bucket of this municipality for limits of another kind."""
    return _bucket(kind, name)


def visitor_bucket(kind: str, request: HttpRequest) -> bytes | None:
    """The same for the address that asks; None for this machine itself, which may be a proxy that names nobody."""
    address = visitor_address(request)
    return None if _is_loopback(address) else _bucket(kind, _network(address))
