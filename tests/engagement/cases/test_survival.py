"""Five hundred people send a form while web server, worker and database are killed: nothing is lost or doubled."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg
import pytest
from django.db import OperationalError, connection

from cms.guard.checking import PROOF_FIELD, TICKET_FIELD
from cms.municipalities.models import Domain
from cms.notifications.choices import MailState
from cms.notifications.models import OutgoingMail
from engagement.cases.models import Case, Entry, ProtocolYear
from engagement.eservices.models import ServiceVersion
from engagement.intake.models import Submission
from tests.factories.cases import EMAIL, NAME, make_service
from tests.factories.guard import solved
from tests.factories.serving import environment, free_port, start_web, start_worker, wait_until_ready

pytestmark = [pytest.mark.proof, pytest.mark.large, pytest.mark.django_db(transaction=True)]
PEOPLE, AT_ONCE = 500, 8
# The database takes its time to recover (it goes through all its files first), and is killed less often.
ORDER = ("web", "worker", "database", "web", "worker", "web", "worker", "database", "web", "worker")
PATIENCE = 300
TOKEN = re.compile(r'name="token" value="(\w+)"')
TICKET = re.compile(r'name="guard_ticket" value="([^"]+)"')
NUMBER = re.compile(r"receipt__number[^>]*>\s*(\d{4}/\d{6})")


@dataclass
class Town:
    """The served portal, and how to kill its parts."""

    town: Any
    port: int
    env: dict[str, str]
    web: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]
    killed: Counter[str] = field(default_factory=Counter)

    def kill_web(self) -> None:
        """One of the web server's processes; the server starts another."""
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.web.pid)], capture_output=True, text=True, check=True
        )
        os.kill(int(random.choice(children.stdout.split())), signal.SIGKILL)

    def kill_worker(self) -> None:
        self.worker.kill()
        self.worker.wait()
        self.worker = start_worker(self.env)

    def kill_database(self) -> None:
        """One of its processes: PostgreSQL then ends all others at once and recovers from its log."""
        parameters = connection.get_connection_params()
        known = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
        with (
            contextlib.suppress(psycopg.OperationalError),  # still recovering from the last time
            psycopg.connect(**known, dbname="postgres", autocommit=True) as own,
        ):
            row = own.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s LIMIT 1", [self.database]
            ).fetchone()
            if row:
                os.kill(int(row[0]), signal.SIGKILL)

    @property
    def database(self) -> str:
        return str(connection.settings_dict["NAME"])

    def kill(self, part: str) -> None:
        getattr(self, f"kill_{part}")()
        self.killed[part] += 1


@pytest.fixture
def served(town: Any) -> Iterator[Town]:
    Domain.objects.create(tenant=town, domain="localhost", is_primary=False)
    port = free_port()
    env = environment(TRUSTED_PROXIES="1")
    place = Town(town, port, env, start_web(port, env, workers=2), start_worker(env))
    wait_until_ready(port)
    yield place
    until_the_database_answers()
    os.killpg(place.web.pid, signal.SIGKILL)
    place.worker.kill()
    for process in (place.web, place.worker):
        process.wait()


def until_the_database_answers() -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection.close()
        with contextlib.suppress(OperationalError):
            connection.ensure_connection()
            return
        time.sleep(0.5)
    raise AssertionError("The database did not come back.")


class Person:
    """Fills in and sends, and presses again where no answer came, as people do."""

    def __init__(self, served: Town, number: int, version: ServiceVersion) -> None:
        self.number, self.town = number, served.town
        self.guard = f"requests:{version.service.key}"
        self.start = f"/en/services/{version.service.slugs()['en']}/apply/"
        self.review = ""
        self.browser = httpx.Client(
            base_url=f"http://localhost:{served.port}",
            headers={"X-Forwarded-For": f"10.1.{number // 250}.{number % 250 + 1}"},
            timeout=20,
        )

    def ask(
        self, method: str, address: str, data: Callable[[], dict[str, str]] | None = None
    ) -> httpx.Response:
        """Again and again until there is an answer that is no fault of the portal's."""
        end, last = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            try:
                token = {"X-CSRFToken": self.browser.cookies.get("csrftoken", "")}
                answer = self.browser.request(method, address, data=data() if data else None, headers=token)
            except httpx.HTTPError as problem:
                last = repr(problem)
            else:
                if answer.status_code < 500:
                    return answer
                last = f"{answer.status_code} {answer.text[:300]}"
            time.sleep(0.3)
        raise AssertionError(f"{method} {address}: no answer, at last: {last}")

    def fill_in(self) -> None:
        """Up to the review. A press that got no answer is made again from the page as it is now."""
        self.ask("GET", self.start)
        step = self.ask("POST", self.start).headers["Location"]
        for _try in range(20):
            page = self.ask("GET", step)
            token = TOKEN.search(page.text)
            if token is None:
                continue
            answers = {"token": token[1], f"q-{NAME}": f"Person {self.number}", f"q-{EMAIL}": self.address}
            answer = self.ask("POST", step, lambda given=answers: given)
            if answer.status_code == 302:
                self.review = answer.headers["Location"]
                return
        raise AssertionError("The step was not taken.")

    @property
    def address(self) -> str:
        return f"person{self.number}@example.org"

    def send(self) -> str:
        """The number on the receipt. A page that says no, or no longer knows the draft, is asked for anew."""
        for _try in range(20):
            page = self.ask("GET", self.review)
            if page.status_code == 302:
                page = self.ask("GET", page.headers["Location"])
            found = NUMBER.search(page.text)
            if found:
                return found[1]
            ticket = TICKET.search(page.text)
            if ticket:
                self.ask("POST", self.review, lambda given=ticket[1]: self.passed(given))
            time.sleep(0.1)
        raise AssertionError(f"There was no receipt: {page.status_code} {page.text.partition('<main')[2]}")

    def passed(self, ticket: str) -> dict[str, str]:
        """What the guard wants; the proof is of the town, which each thread has to be told."""
        connection.set_tenant(self.town)
        return {TICKET_FIELD: ticket, PROOF_FIELD: solved(self.guard)}


def trouble(served: Town, over: threading.Event) -> None:
    """Kills one part after another until everybody is served."""
    for part in ORDER:
        if over.wait(5):
            return
        served.kill(part)


def test_who_got_a_receipt_has_one_case_and_numbers_have_no_gap(served: Town) -> None:
    version = make_service("Certificate")
    everybody = [Person(served, number, version) for number in range(PEOPLE)]
    over = threading.Event()
    killer = threading.Thread(target=trouble, args=(served, over))
    killer.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(Person.fill_in, everybody))
        numbers = list(pool.map(Person.send, everybody))
    over.set()
    killer.join()

    until_the_database_answers()
    cases = {case.protocol: case for case in Case.objects.all()}
    print(f"\n{len(numbers)} receipts, {len(cases)} cases, killed: {dict(served.killed)}")
    assert min(served.killed.values(), default=0) >= 1
    assert len(set(numbers)) == PEOPLE
    assert set(numbers) == set(cases)
    assert sorted(case.number for case in cases.values()) == list(range(1, PEOPLE + 1))
    assert ProtocolYear.objects.get().last == PEOPLE
    assert Submission.objects.count() == PEOPLE
    assert {case.applicant_email for case in cases.values()} == {
        f"person{number}@example.org" for number in range(PEOPLE)
    }
    assert Entry.objects.filter(kind="filed").count() == PEOPLE
    everybody_is_written_to_once(served)


def everybody_is_written_to_once(served: Town) -> None:
    """The last worker waited for the database, and delivers what is left."""
    assert served.worker.poll() is None
    end = time.monotonic() + PATIENCE
    while OutgoingMail.objects.exclude(state=MailState.SENT).exists() and time.monotonic() < end:
        time.sleep(1)
    mails = Counter(mail.recipients[0] for mail in OutgoingMail.objects.filter(state=MailState.SENT))
    assert mails == {f"person{number}@example.org": 1 for number in range(PEOPLE)}
