"""Asking hosts of others, and never a machine inside the network that the portal stands in.

A host's name is resolved once: the connection is made to the very machine that was looked at, so that a name which
answers otherwise a moment later leads nowhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl


class UnknownHost(Exception):
    """Nobody knows where the host is."""


class PrivateHost(Exception):
    """The host leads into a private network."""


def public_machine(host: str, port: int, *, loopback: bool = False) -> str:
    """An IP address of the host. One private address among them is enough to refuse: nobody asks by chance.

    `loopback` is for tests, whose servers stand on this machine. Raises UnknownHost, PrivateHost.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise UnknownHost(host) from problem
    machines = [str(entry[4][0]).split("%")[0] for entry in found]
    if not all(_is_public(ipaddress.ip_address(machine), loopback) for machine in machines):
        raise PrivateHost(host)
    return machines[0]


def _is_public(machine: ipaddress.IPv4Address | ipaddress.IPv6Address, loopback: bool) -> bool:
    if machine.is_loopback:
        return loopback
    inner = getattr(machine, "ipv4_mapped", None) or getattr(machine, "sixtofour", None)
    if inner is not None:
        return _is_public(inner, loopback)
    return machine.is_global and not machine.is_multicast and not machine.is_reserved


class ToMachine(http.client.HTTPConnection):
    """Connects to the machine that was looked at, whatever the host's name means by now."""

    def __init__(self, scheme: str, host: str, port: int, machine: str, *, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.scheme, self.machine, self.seconds = scheme, machine, seconds
        # So that the host is named without its port, as servers expect.
        self.default_port = 443 if scheme == "https" else 80

    def connect(self) -> None:
        sock = socket.create_connection((self.machine, self.port), timeout=self.seconds)
        if self.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host)
        self.sock = sock
