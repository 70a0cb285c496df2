"""From the press on “Send” to the number on the receipt, over HTTP, on the portal as `make serve` serves it.

Eight people at once, each with one finished form after another: each sending is on its own the guard's check, the case
with its number, and the answer that leads to the receipt. Part of bench/desk.py.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import re
import signal
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import altcha
import httpx

from bench import load, plan, portal
from bench.sending import CLIENTS, FORMS, P95_MS, SENT_A_SECOND, line, service

FORMS_EACH, TO_WARM_UP = 25, 8
TICKET = re.compile(r'name="guard_ticket" value="([^"]+)"')
NUMBER = re.compile(rb"\d{4}/\d{6}")
SENT_AS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Finished:
    """A form that waits for the press, as the browser it was filled in would send it."""

    review: str
    body: bytes
    headers: dict[str, str]

    def send(self, connection: HTTPConnection, *, reading: bool) -> tuple[float, float]:
        """Seconds until the case stands and has its number, and until the receipt is read, if it is."""
        begun = time.perf_counter()
        connection.request("POST", self.review, self.body, {**self.headers, **SENT_AS})
        answer = connection.getresponse()
        said = answer.read()
        stored = time.perf_counter() - begun
        assert answer.status == 302, (answer.status, said[-2000:])
        if not reading:
            return stored, stored
        connection.request("GET", answer.headers["Location"], headers=self.headers)
        receipt = connection.getresponse().read()
        read = time.perf_counter() - begun
        assert NUMBER.search(receipt), receipt[-2000:]
        return stored, read


def _send_all(waiting: Sequence[Finished], *, reading: bool = True) -> list[tuple[float, float]]:
    """What one person sends, one after another, over a connection that stays open. (The plainest client there is: it
    computes on the server's two cores.)"""
    connection = HTTPConnection("localhost", plan.PORTS[plan.PORTAL], timeout=60)
    try:
        return [each.send(connection, reading=reading) for each in waiting]
    finally:
        connection.close()


def _finished(slug: str, number: int) -> Finished:
    """Begun over HTTP; the answers are put in at once, which is not what is measured here."""
    from cms.guard.checking import PROOF_FIELD, TICKET_FIELD
    from engagement.intake.models import Draft

    version, answers = service(slug)
    browser = httpx.Client(
        base_url=plan.BASE[plan.PORTAL],
        headers={"X-Forwarded-For": f"10.2.{number // 250}.{number % 250 + 1}"},
        timeout=60,
    )
    start = f"/en/services/{slug}/apply/"
    browser.get(start)
    browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
    step = browser.post(start).headers["Location"]
    draft_id = step.split("/apply/")[1].split("/")[0]
    passed = [each.id for each in version.form_version.form.steps]
    Draft.objects.filter(pk=draft_id).update(answers=answers, passed=passed)
    review = f"{start}{draft_id}/review/"
    ticket = TICKET.search(browser.get(review).text)
    assert ticket, "The review asks for no ticket."
    proof = _solved(f"requests:{version.service.key}")
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    known = ("X-Forwarded-For", "X-CSRFToken")
    headers = {"Cookie": cookies, **{name: browser.headers[name] for name in known}}
    browser.close()
    return Finished(review, urlencode({TICKET_FIELD: ticket[1], PROOF_FIELD: proof}).encode(), headers)


def _solved(form_name: str) -> str:
    """The proof of work that a browser's script makes while its reader reads."""
    from cms.guard.proofs import new_challenge

    challenge = new_challenge(form_name, level=0)
    solution = altcha.solve_challenge(altcha.Challenge.from_dict(challenge))
    assert solution is not None
    facts = {"challenge": challenge, "solution": solution.to_dict()}
    return base64.b64encode(json.dumps(facts).encode()).decode()


def measure_submitting() -> Iterator[dict[str, Any]]:
    """Each form: a lot sent by eight at once, after a few that bring the server's processes to life."""
    from cms.guard.models import Tally

    logging.getLogger("httpx").setLevel(logging.WARNING)
    os.environ["TRUSTED_PROXIES"] = "1"
    server = portal.start()
    try:
        load.wait_until_up(plan.PORTAL, server)
        for slug in FORMS:
            # What earlier runs have sent would make this one wait.
            Tally.objects.all().delete()
            yield from _measured(slug)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _measured(slug: str) -> Iterator[dict[str, Any]]:
    named = f"form of {len(FORMS[slug]()[1])} answers, {CLIENTS} people"
    each = CLIENTS * FORMS_EACH
    finished = [_finished(slug, number) for number in range(TO_WARM_UP + 2 * each)]
    # The guard takes nothing that was filled in faster than a person could.
    time.sleep(4)
    with ThreadPoolExecutor(CLIENTS) as people:
        list(people.map(_send_all, [[one] for one in finished[:TO_WARM_UP]]))
        taken, with_receipts = _sent(people, finished[TO_WARM_UP : TO_WARM_UP + each], reading=True)
        _times, alone = _sent(people, finished[TO_WARM_UP + each :], reading=False)
    for title, times in zip(("stored and numbered", "receipt read"), zip(*taken, strict=True), strict=True):
        p95 = statistics.quantiles(times, n=20)[-1] * 1000
        yield line(f"{named}, {title}, p95 ms", p95, P95_MS, p95 <= P95_MS)
    for title, rate in (("sent a second", alone), ("sent, and the receipt read, a second", with_receipts)):
        yield line(f"{named}, {title}", rate, SENT_A_SECOND, rate >= SENT_A_SECOND)


def _sent(
    people: ThreadPoolExecutor, finished: Sequence[Finished], *, reading: bool
) -> tuple[list[tuple[float, float]], float]:
    """What each took, and how many a second."""
    shares = [finished[number::CLIENTS] for number in range(CLIENTS)]
    begun = time.perf_counter()
    taken = [times for share in people.map(partial(_send_all, reading=reading), shares) for times in share]
    return taken, len(taken) / (time.perf_counter() - begun)
