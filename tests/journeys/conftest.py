"""A real portal for the browser journeys: its own database with two small demo towns, the real server, Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from opendata.exports.tasks import PRIORITY as FILES_PRIORITY
from tests.databases import ROOT, TestDatabases
from tests.factories.postbox import Postbox
from tests.factories.serving import free_port, start_web, start_worker
from tests.journeys.towns import copy_for_the_demo

# A machine with two cores runs other tests meanwhile.
expect.set_options(timeout=20_000)
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "demo-portal-2026"
WAITING = """
    SELECT count(*) FROM django_tasks_database_dbtaskresult
    WHERE status IN ('READY', 'RUNNING') AND priority > %s AND (run_after IS NULL OR run_after <= now())
"""


@dataclass(frozen=True)
class Portal:
    """Where the portal of the journeys answers."""

    port: int
    second_host: str = "akti.localhost"
    env: dict[str, str] = field(default_factory=dict)
    # What its mail server took, the newest last; nothing arrives here from a portal that is served elsewhere.
    letters: list[EmailMessage] = field(default_factory=list)

    def letter_to(self, address: str, *words: str) -> str:
        """The text of the newest letter to an address with all these words in its subject; waits for it."""
        for _try in range(300):
            for letter in reversed(self.letters):
                if address in str(letter["To"]) and all(word in str(letter["Subject"]) for word in words):
                    body = letter.get_body(("plain",))
                    return str(body.get_content()) if body else ""
            time.sleep(0.1)
        raise AssertionError(f"No letter to {address}: {[str(each['Subject']) for each in self.letters]}")

    def address(self, path: str = "/", host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def work(self) -> None:
        """Waits until the worker has done what was to be done, but for the datasets' files, which nobody here takes."""
        with psycopg.connect(
            self.env["DATABASE_URL"].replace("postgis://", "postgresql://"), autocommit=True
        ) as own:
            for _try in range(3000):
                row = own.execute(WAITING, [FILES_PRIORITY]).fetchone()
                if row == (0,):
                    return
                time.sleep(0.1)
        raise AssertionError(f"After five minutes {row} tasks still wait for the worker.")


def environment_for(database: str, scratch: Path) -> dict[str, str]:
    """The demo's settings on another database and with files of their own."""
    url = os.environ.get("DATABASE_URL") or _url_from_settings()
    head, _slash, _name = url.rpartition("/")
    return {
        **os.environ,
        "DATABASE_URL": f"{head}/{database}",
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "SECRET_KEY": "only-for-journeys-" + "0" * 40,
        "VAR_DIR": str(scratch),
        "STATIC_DIR": str(scratch / "static"),
    }


def _url_from_settings() -> str:
    from cms.settings.base import ENVIRONMENT

    return ENVIRONMENT.database_url


def run(arguments: list[str], env: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"manage.py {arguments[0]}:\n{done.stdout}\n{done.stderr}"


def wait_for(portal: Portal, server: subprocess.Popen[bytes]) -> None:
    for _try in range(450):
        assert server.poll() is None, "The server of the journeys ended by itself."
        try:
            urllib.request.urlopen(portal.address("/readyz"), timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("The server of the journeys did not become ready.")


@pytest.fixture(scope="package")
def portal(request: pytest.FixtureRequest) -> Iterator[Portal]:
    """The demo in small, served as in `make serve`.

    JOURNEYS_AT=8000 walks through a portal that is served already, for whoever is writing a journey.
    """
    if served := os.environ.get("JOURNEYS_AT"):
        yield Portal(port=int(served), env=dict(os.environ))
    else:
        yield from own_portal(
            request.getfixturevalue("django_db_setup"),
            request.getfixturevalue("django_db_blocker"),
            request.getfixturevalue("tmp_path_factory").mktemp("journeys"),
        )


def own_portal(databases: TestDatabases, django_db_blocker: Any, scratch: Path) -> Iterator[Portal]:
    """A database, a server and files of its own; all gone afterwards."""
    name = f"{databases.original}_journeys_{os.getpid()}"
    with django_db_blocker.unblock():
        copy_for_the_demo(databases, name)
    postbox = Postbox()
    postbox.controller.start()
    env = environment_for(name, scratch) | {"EMAIL_URL": f"smtp://127.0.0.1:{postbox.controller.port}"}
    run(["collectstatic", "--noinput"], env)
    run(["load_demo", "--small"], env)
    worker = start_worker(env)
    portal = Portal(port=free_port(), env=env, letters=postbox.letters)
    server = start_web(portal.port, env)
    try:
        wait_for(portal, server)
        portal.work()
        yield portal
    finally:
        for process in (server, worker):
            process.terminate()
            process.wait(60)
        postbox.controller.stop()
        with django_db_blocker.unblock():
            databases.drop(name)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; each test gets a clean profile of its own from it. Gone after them: other tests
    could not stand the event loop that it keeps."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"There is no Chromium at {CHROMIUM}; `make test` installs it, or set CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what its browser complained of."""

    page: Page
    complaints: list[str]


def is_complaint(message: ConsoleMessage, page: Page) -> bool:
    """An error; the editor's rich-text field may ask for inline styles in vain (docs/decisions/0007), Wagtail
    tries to save a page that is half written, and a form sent with gaps comes back as 422."""
    refused_style = message.text.startswith("Applying inline style violates") and "/admin/" in page.url
    half_written = "status of 400" in message.text and "/admin/pages/" in message.location["url"]
    with_gaps = "status of 422" in message.text and "/apply/" in message.location["url"]
    return message.type == "error" and not (refused_style or half_written or with_gaps)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page whose console errors, refused loads and requests to other hosts are written down."""
    found = watch(browser)
    yield found
    found.page.context.close()


def watch(browser: Browser, width: int = 1280, height: int = 900) -> Watched:
    """A browser of somebody's own, at a width."""
    context = browser.new_context(
        locale="en-GB", viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if is_complaint(message, page) else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            (
                None
                if "localhost" in request.url.split("/")[2:3][0]
                else complaints.append(f"asked {request.url}")
            )
            if request.url.startswith("http")
            else None
        ),
    )
    return Watched(page, complaints)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`visitor(390)`: one more person with a browser of their own; none of them may have to complain."""
    everybody: list[Watched] = []

    def come(width: int = 1280, height: int = 900) -> Page:
        everybody.append(watch(browser, width, height))
        return everybody[-1].page

    yield come
    complaints = [complaint for one in everybody for complaint in one.complaints]
    for one in everybody:
        one.page.context.close()
    assert complaints == []


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    """A page that must not complain of anything."""
    yield watched.page
    assert watched.complaints == []


def sign_in(page: Page, portal: Portal, name: str) -> None:
    """One of the demo's staff."""
    page.goto(portal.address("/admin/"))
    page.get_by_role("link", name="Staff: sign in with a password").click()
    page.get_by_label("E-mail").fill(f"{name}@demo.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


@pytest.fixture
def signed_in(page: Page, portal: Portal) -> Page:
    """The demo's administrator, signed in."""
    sign_in(page, portal, "admin")
    return page
