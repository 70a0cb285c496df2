"""Links to other sites: asked politely, kept with what they answered, told when it lasts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from cms.kit.outside import PrivateHost, public_machine
from pages.upkeep.looking_out import look_out, note_addresses
from pages.upkeep.models import BrokenLink, OutsideLink
from pages.upkeep.outside import ask_all, ask_outside
from pages.upkeep.tasks import nightly
from tests.factories.accounts import make_staff
from tests.factories.pages import content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared."""
    with override("en"):
        yield


@dataclass
class Site:
    """A site of somebody else: what it answers by (method, path), and what it was asked."""

    port: int = 0
    answers: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def answer(self, path: str, status: int, *, get: int | None = None, location: str = "") -> str:
        self.answers["HEAD", path] = (status, location)
        self.answers["GET", path] = (status if get is None else get, location)
        return self.url(path)


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """Stands on this machine, which is allowed here and nowhere else."""
    settings.OUTSIDE_LINKS = settings.OUTSIDE_LOOPBACK = True
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            served.asked.append((self.command, self.path))
            status, location = served.answers.get((self.command, self.path), (404, ""))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()

        def log_message(self, *_args: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.port = listening.server_address[1]
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield served
    listening.shutdown()
    listening.server_close()
    thread.join(5)


def linking(*addresses: str, title: str = "Reader") -> Any:
    anchors = " ".join(f'<a href="{address}">there</a>' for address in addresses)
    return content(title, slug=title.lower(), blocks=[("text", f"<p>{anchors}</p>")])


def night() -> list[str]:
    """What the report says of other sites after one more night."""
    OutsideLink.objects.update(asked_at=timezone.now() - timedelta(days=1))
    note_addresses()
    look_out(pause=0)
    return [row.told for row in BrokenLink.objects.order_by("target")]


@pytest.mark.parametrize(
    ("head", "get", "problem"),
    [
        (200, 200, None),
        (405, 200, None),
        (404, 200, None),
        (403, 403, None),
        (429, 429, None),
        (404, 404, "outside-gone"),
        (410, 410, "outside-gone"),
        (405, 405, None),
        (500, 500, "outside-broken"),
    ],
)
def test_an_address_is_asked_lightly_and_once_more_when_that_is_refused(
    site: Site, head: int, get: int, problem: str | None
) -> None:
    answer = ask_outside(site.answer("/page", head, get=get))
    assert answer.problem == problem
    assert answer.status in (head, get)
    assert site.asked[0] == ("HEAD", "/page")
    assert len(site.asked) <= 2


def test_redirects_are_followed_but_not_for_ever_and_never_into_the_town_halls_network(site: Site) -> None:
    site.answer("/new", 200)
    assert ask_outside(site.answer("/old", 301, location="/new")).problem is None
    assert ask_outside(site.answer("/round", 302, location="/round")).problem == "outside-silent"
    inside = site.answer("/in", 302, location="http://192.168.1.1/admin")
    assert ask_outside(inside).problem == "outside-private"


def test_greek_letters_in_an_address_are_sent_as_browsers_do(site: Site) -> None:
    site.answer("/%CE%B4%CE%AE%CE%BC%CE%BF%CF%82?q=%CE%B1", 200)
    assert ask_outside(site.url("/δήμος?q=α")).status == 200


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "169.254.169.254", "127.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "224.0.0.1", "0.0.0.0"]
)
def test_no_machine_inside_the_network_is_asked(host: str, settings: Any) -> None:
    settings.OUTSIDE_LOOPBACK = False
    assert ask_outside(f"http://{host}/").problem == "outside-private"
    with pytest.raises(PrivateHost):
        public_machine(host.strip("[]"), 80)


def test_a_site_that_is_not_there_is_told_apart_from_one_that_is_silent(site: Site) -> None:
    assert ask_outside("http://nowhere.invalid/").problem == "outside-unknown"
    assert ask_outside("http://localhost:1/").problem == "outside-silent"


def test_one_host_is_asked_with_pauses_and_no_longer_than_the_turn(site: Site) -> None:
    pages = [site.answer(f"/{number}", 200) for number in range(4)]
    assert set(ask_all(pages, seconds=5, pause=0.001)) == set(pages)
    assert len(ask_all(pages, seconds=0.3, pause=0.35)) == 1


def test_gone_is_told_at_once_and_a_mishap_only_when_it_lasts(site: Site) -> None:
    linking(site.answer("/gone", 404), site.answer("/tired", 503), site.answer("/well", 200))
    gone = "the other site has no such page (404)"
    assert night() == [gone]
    assert night() == [gone, "the other site answers with an error (503)"]
    site.answer("/tired", 200)
    assert night() == [gone]


def test_what_answered_well_is_asked_again_after_a_week(site: Site) -> None:
    address = linking(site.answer("/well", 200)) and site.url("/well")
    night()
    night()
    assert site.asked == [("HEAD", "/well")]
    OutsideLink.objects.filter(address=address).update(asked_at=timezone.now() - timedelta(days=8))
    look_out(pause=0)
    assert len(site.asked) == 2


def test_addresses_that_no_page_has_any_more_are_forgotten(site: Site) -> None:
    page = linking(site.answer("/gone", 404))
    assert night() != []
    page.unpublish()
    assert night() == []
    assert not OutsideLink.objects.exists()


def test_a_portal_that_cannot_get_out_blames_nobody(site: Site) -> None:
    linking(*(f"http://nowhere-{number}.invalid/" for number in range(3)))
    assert night() == []
    assert night() == []
    assert not OutsideLink.objects.exclude(problem="").exists()


def test_the_nightly_chore_hands_what_is_due_to_the_worker(site: Site) -> None:
    linking(site.answer("/gone", 404))
    assert nightly() == "0 broken links, 1 addresses of other sites to ask"
    assert site.asked == []
    look_out(pause=0)
    assert nightly() == "0 broken links, 0 addresses of other sites to ask"
    assert BrokenLink.objects.get().problem == "outside-gone"


def test_it_can_be_switched_off(site: Site, settings: Any, client: Client) -> None:
    linking(site.answer("/gone", 404))
    assert night() != []
    settings.OUTSIDE_LINKS = False
    site.asked.clear()
    assert night() == []
    assert (note_addresses(), site.asked) == (0, [])
    client.force_login(make_staff(group="Approvers", language="en"))
    assert (
        "has switched that off"
        in client.get("/admin/reports/broken-links/", headers={"accept-language": "en"}).content.decode()
    )


def test_the_report_says_what_the_other_site_answered_and_when(site: Site, client: Client) -> None:
    linking(site.answer("/gone", 404))
    night()
    client.force_login(make_staff(group="Approvers", language="en"))
    shown = client.get("/admin/reports/broken-links/", headers={"accept-language": "en"}).content.decode()
    assert "the other site has no such page (404)" in shown
    assert "1 address of other sites was asked" in shown
    assert "(404)" in client.get("/admin/reports/broken-links/?export=csv").getvalue().decode()
