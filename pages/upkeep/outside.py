"""Asking other sites whether the pages that we link to are still there: seldom, slowly, and without taking anything."""

from __future__ import annotations

import http.client
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from cms.kit.outside import PrivateHost, ToMachine, UnknownHost, public_machine
from pages.upkeep.choices import LinkProblem

HEADERS = {"User-Agent": "Stoa link checker", "Accept": "*/*"}
IN_ADDRESSES = "/?%:@!$&'()*+,;=~[]"
MOST_REDIRECTS = 5
ANSWER_SECONDS = 10
HOSTS_AT_ONCE = 4
# Between two questions to the same host.
PAUSE_SECONDS = 1.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Something is there, though not for programs: signing in, too many questions, no robots.
KEEPS_TO_ITSELF = frozenset({401, 402, 403, 405, 406, 407, 418, 423, 429, 451, 999})


@dataclass(frozen=True)
class OutsideAnswer:
    """`status` 0: there was no answer at all. Without a problem the address leads somewhere."""

    status: int = 0
    problem: LinkProblem | None = None


def is_outside(address: str) -> bool:
    """Whether it is a web address with a host; which hosts are ours the caller knows."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def ask_outside(address: str) -> OutsideAnswer:
    """HEAD, and GET where a server will not have that; redirects are followed, each looked at anew."""
    try:
        for method in ("HEAD", "GET"):
            status = _status(address, method)
            if status < 400 or status in KEEPS_TO_ITSELF - {405}:
                return OutsideAnswer(status)
    except PrivateHost:
        return OutsideAnswer(problem=LinkProblem.OUTSIDE_PRIVATE)
    except UnknownHost:
        return OutsideAnswer(problem=LinkProblem.OUTSIDE_UNKNOWN)
    except (OSError, ValueError, http.client.HTTPException):
        return OutsideAnswer(problem=LinkProblem.OUTSIDE_SILENT)
    if status in KEEPS_TO_ITSELF:
        return OutsideAnswer(status)
    return OutsideAnswer(status, LinkProblem.OUTSIDE_GONE if status < 500 else LinkProblem.OUTSIDE_BROKEN)


def _status(address: str, method: str) -> int:
    """The number of the last answer; the words of no answer are read."""
    for _turn in range(MOST_REDIRECTS + 1):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(address)
        host = (
            parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
        )
        port = parts.port or (443 if parts.scheme == "https" else 80)
        machine = public_machine(host, port, loopback=bool(getattr(settings, "OUTSIDE_LOOPBACK", False)))
        connection = ToMachine(parts.scheme, host, port, machine, seconds=ANSWER_SECONDS)
        try:
            asked = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            # Greek letters and blanks as browsers send them.
            connection.request(method, quote(asked, safe=IN_ADDRESSES), headers=HEADERS)
            response = connection.getresponse()
            location = response.headers.get("Location")
        finally:
            connection.close()
        if response.status not in REDIRECTS or not location:
            return response.status
        address = urljoin(address, location)
    raise ValueError("The address leads from one to the next without end.")


def ask_all(addresses: Iterable[str], *, seconds: float, pause: float) -> dict[str, OutsideAnswer]:
    """A few hosts at once, each its addresses one after the other with a pause; what there was time for."""
    until = time.monotonic() + seconds
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).hostname or ""].append(address)

    def of_host(mine: list[str]) -> dict[str, OutsideAnswer]:
        return _one_after_the_other(mine, until, pause, ask_outside)

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as hands:
        found = list(hands.map(of_host, by_host.values()))
    return {address: answer for answers in found for address, answer in answers.items()}


def _one_after_the_other(
    addresses: list[str], until: float, pause: float, ask: Callable[[str], OutsideAnswer]
) -> dict[str, OutsideAnswer]:
    answers: dict[str, OutsideAnswer] = {}
    for number, address in enumerate(addresses):
        if number:
            time.sleep(pause)
        if time.monotonic() > until:
            break
        answers[address] = ask(address)
    return answers
