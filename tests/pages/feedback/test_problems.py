"""One press says that something is wrong with a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from pages.feedback.actions import count_problem
from pages.feedback.choices import Reason
from pages.feedback.models import PageProblem
from pages.feedback.rules import MOST
from pages.feedback.signing import signed
from tests.factories.pages import content

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin", "REMOTE_ADDR": "198.51.100.7"}


def press(client: Client, path: str = "/en/", reason: str = "outdated", **more: Any) -> Any:
    sent = {"page": more.pop("page", signed(path)), "reason": reason}
    return client.post("/en/problem/", sent, **{**HERE, **more})


def counts() -> list[tuple[str, str, int]]:
    return list(PageProblem.objects.order_by("address", "reason").values_list("address", "reason", "count"))


def test_a_press_on_a_kept_page_is_counted(client: Client) -> None:
    content("Leaflet", slug="leaflet")
    text = client.get("/en/leaflet/").content.decode()
    token = re.search(r'name="page" value="([^"]+)"', text)
    assert token is not None
    assert "csrf" not in text
    answer = press(client, page=token[1], reason="unclear")
    assert answer.status_code == 303
    assert counts() == [("/en/leaflet/", "unclear", 1)]
    thanks = client.get(answer["Location"]).content.decode()
    assert 'href="/en/leaflet/"' in thanks


def test_it_stands_on_lists_that_are_no_pages_of_wagtail_too(client: Client) -> None:
    assert 'action="/en/problem/"' in client.get("/en/data/").content.decode()
    assert 'action="/en/problem/"' not in client.get("/en/account/login/", follow=True).content.decode()
    assert 'action="/en/problem/"' not in client.get("/en/no-such-page/").content.decode()


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": "https://evil.test"},
        {"page": "/en/"},
        {"page": signed("/en/").replace("en", "el", 1)},
        {"reason": "<script>"},
        {"reason": ""},
    ],
)
def test_what_no_page_of_ours_sent_is_refused(client: Client, more: dict[str, str]) -> None:
    assert press(client, **more).status_code == 400
    assert counts() == []


def test_pressing_again_is_no_second_problem_but_another_visitor_is(client: Client) -> None:
    for _again in range(3):
        press(client)
    press(client, REMOTE_ADDR="198.51.100.8")
    press(client, reason="broken")
    assert counts() == [("/en/", "broken", 1), ("/en/", "outdated", 2)]


def test_too_many_of_one_address_are_asked_to_wait(client: Client) -> None:
    answers = [press(client, f"/en/page-{number}/").status_code for number in range(MOST + 1)]
    assert answers == [303] * MOST + [429]
    assert len(counts()) == MOST


def test_staff_see_the_worst_first_and_settle_it(admin_client: Client) -> None:
    for address, times in (("/en/a/", 1), ("/en/b/", 3)):
        for _time in range(times):
            count_problem(address, Reason.OUTDATED)
    text = admin_client.get("/admin/reports/page-problems/").content.decode()
    assert text.index("/en/b/") < text.index("/en/a/")
    admin_client.post("/admin/reports/page-problems/settle/", {"address": "/en/b/"})
    assert counts() == [("/en/a/", "outdated", 1)]


def test_only_staff_read_the_report(client: Client) -> None:
    assert client.get("/admin/reports/page-problems/").status_code == 302
