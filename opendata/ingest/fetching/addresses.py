"""Which addresses may be asked, and at which of a host's machines."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cms.kit.outside import PrivateHost, UnknownHost, public_machine
from opendata.ingest.errors import AddressRefused


@dataclass(frozen=True)
class Door:
    """A checked address: connect to `machine`, and ask there for `path` of `host`."""

    scheme: str
    host: str
    port: int
    machine: str
    path: str


def loopback_allowed() -> bool:
    """Only tests set HARVEST_LOOPBACK: their server stands on this machine and speaks no TLS."""
    return bool(getattr(settings, "HARVEST_LOOPBACK", False))


def is_allowed_host(host: str) -> bool:
    """Whether the setting HARVEST_HOSTS names the host; `.example.org` in it stands for all its parts too."""
    wanted = host.lower().rstrip(".")
    for allowed in getattr(settings, "HARVEST_HOSTS", ()):
        name = allowed.lower()
        if wanted == name.lstrip(".") or (name.startswith(".") and wanted.endswith(name)):
            return True
    return False


def check_address(url: str) -> Door:
    """The way to an address, its host's name resolved now. Raises AddressRefused with one sentence.

    The connection is made to the very machine that was checked (cms.kit.outside).
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise AddressRefused(_("This is no address that can be fetched.")) from problem
    if parts.scheme not in ("https", "http") or not host or parts.username or parts.password:
        raise AddressRefused(_("This is no address that can be fetched: it begins with https://."))
    if not is_allowed_host(host):
        raise AddressRefused(
            _("%(host)s is not among the hosts that this installation fetches from.") % {"host": host}
        )
    port = port or (443 if parts.scheme == "https" else 80)
    machine = _public_machine(host, port)
    if parts.scheme == "http" and not (loopback_allowed() and ipaddress.ip_address(machine).is_loopback):
        raise AddressRefused(_("Only addresses that begin with https:// are fetched."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if any(ord(letter) <= 32 or ord(letter) > 126 for letter in path):
        raise AddressRefused(_("This is no address that can be fetched: some letters must be encoded."))
    return Door(parts.scheme, host, port, machine, path)


def _public_machine(host: str, port: int) -> str:
    """The machine to connect to, with the editor's sentence where there is none."""
    try:
        return public_machine(host, port, loopback=loopback_allowed())
    except UnknownHost as problem:
        raise AddressRefused(_("%(host)s is not known.") % {"host": host}) from problem
    except PrivateHost as problem:
        raise AddressRefused(
            _("%(host)s leads into a private network; nothing is fetched there.") % {"host": host}
        ) from problem
