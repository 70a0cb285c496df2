"""A small HTTP client that asks only what was checked: no proxies, no cookies, limits on size and time."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from cms.kit.outside import ToMachine
from opendata.ingest.errors import FetchFailed
from opendata.ingest.fetching.addresses import Door, check_address

MOST_REDIRECTS = 5
ANSWER_SECONDS = 30
BLOCK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "Stoa harvester"


def most_bytes() -> int:
    """The largest file that is fetched: the setting HARVEST_MAX_BYTES."""
    return int(getattr(settings, "HARVEST_MAX_BYTES", 200 * 1024 * 1024))


def most_seconds() -> float:
    """The longest that one harvest may take: the setting HARVEST_MAX_SECONDS."""
    return float(getattr(settings, "HARVEST_MAX_SECONDS", 300))


@dataclass
class Allowance:
    """What is left of a harvest's bytes and time, over all its pages and redirects."""

    bytes_left: int
    until: float

    @classmethod
    def full(cls) -> Allowance:
        """Of a harvest that begins now."""
        return cls(most_bytes(), time.monotonic() + most_seconds())

    def spend(self, count: int) -> None:
        """Takes bytes away; FetchFailed when there are not so many, or no more time."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise FetchFailed(_("The file is too large to be fetched."))
        if time.monotonic() > self.until:
            raise FetchFailed(_("Fetching took too long and was given up."))


@dataclass
class Answer:
    """What came: `url` after redirects; `blocks` can be read once, while the answer is open."""

    url: str
    status: int
    headers: Message
    blocks: Iterator[bytes]


@contextmanager
def opened(url: str, *, headers: Mapping[str, str], allowance: Allowance) -> Iterator[Answer]:
    """Asks an address, follows redirects and checks each anew.

    Raises AddressRefused or FetchFailed with one sentence.
    """
    for _turn in range(MOST_REDIRECTS + 1):
        door = check_address(url)
        connection = ToMachine(door.scheme, door.host, door.port, door.machine, seconds=ANSWER_SECONDS)
        try:
            response = _asked(connection, door, headers)
            if response.status in REDIRECTS and response.headers.get("Location"):
                url = urljoin(url, response.headers["Location"])
                allowance.spend(0)
                continue
            yield Answer(url, response.status, response.headers, _blocks(response, allowance))
            return
        finally:
            connection.close()
    raise FetchFailed(_("The address leads from one to the next without end."))


def _asked(connection: ToMachine, door: Door, headers: Mapping[str, str]) -> http.client.HTTPResponse:
    try:
        # `identity`: a packed answer could unpack to any size.
        connection.request(
            "GET",
            door.path,
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity", **headers},
        )
        return connection.getresponse()
    except (OSError, http.client.HTTPException) as problem:
        raise FetchFailed(_("%(host)s does not answer.") % {"host": door.host}) from problem


def _blocks(response: http.client.HTTPResponse, allowance: Allowance) -> Iterator[bytes]:
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > allowance.bytes_left:
        allowance.spend(int(announced))
    while True:
        try:
            # What is there, without waiting for a whole block: a slow server must meet the clock.
            block = response.read1(BLOCK)
        except (OSError, http.client.HTTPException) as problem:
            raise FetchFailed(_("The answer broke off.")) from problem
        if not block:
            return
        allowance.spend(len(block))
        yield block
