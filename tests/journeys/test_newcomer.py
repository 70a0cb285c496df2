"""What somebody finds who comes for the first time."""

from __future__ import annotations

import re
import socket
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey


def test_the_front_door_leads_to_the_browsers_language(page: Page, portal: Portal) -> None:
    page.goto(portal.address("/"))
    expect(page).to_have_url(portal.address("/en/"))
    expect(page.get_by_role("banner")).to_contain_text("Municipality of")


def test_from_home_to_a_tree_to_its_data(page: Page, portal: Portal) -> None:
    page.goto(portal.address("/en/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("^Maps")).first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Trees")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trees")
    page.get_by_role("link", name=re.compile("list", re.IGNORECASE)).first.click()
    page.locator("main a[href*='/maps/trees/']").filter(has_text=re.compile(r"\w")).first.click()
    page.goto(portal.address("/en/data/trees/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Trees")
    answer = page.request.get(portal.address("/api/v1/collections/trees/items?limit=3"))
    assert len(answer.json()["features"]) == 3


def test_the_map_draws_the_towns_trees_and_ground(page: Page, portal: Portal) -> None:
    tiles: list[tuple[str, int]] = []
    page.on(
        "response",
        lambda answer: tiles.append((answer.url, answer.status)) if "/tiles/" in answer.url else None,
    )
    page.goto(portal.address("/maps/embed/trees/?lang=en"))
    page.wait_for_function("document.querySelectorAll('.leaflet-tile, canvas').length > 0")
    page.wait_for_timeout(1500)
    assert {status for _url, status in tiles} <= {200, 204}
    assert any("collections/trees" in url for url, _status in tiles)
    assert any("land-areas" in url for url, _status in tiles)


def test_a_page_is_there_in_the_other_language(page: Page, portal: Portal) -> None:
    page.goto(portal.address("/en/services/birth-certificate/"))
    page.get_by_role("link", name="Ελληνικά").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "el")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ληξιαρχικής")


@pytest.mark.parametrize("asked", ["ελια", "ΕΛΙΆ", "ελιάς"])
def test_the_search_does_not_mind_accents_and_case(page: Page, portal: Portal, asked: str) -> None:
    page.goto(portal.address("/el/"))
    page.get_by_role("main").locator("input[type=search]").fill(asked)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Ελιά")


def test_an_unknown_address_helps_on(watched, portal: Portal) -> None:  # type: ignore[no-untyped-def]  # fixtures are named, not typed
    answer = watched.page.goto(portal.address("/en/no-such-page/"))
    assert answer is not None
    assert answer.status == 404
    expect(watched.page.get_by_role("banner")).to_contain_text("Municipality of")


def test_the_second_municipality_shows_nothing_of_the_first(page: Page, portal: Portal) -> None:
    page.goto(portal.address("/en/", host=portal.second_host))
    expect(page.get_by_role("banner")).to_contain_text("Akti")
    assert "Nea Agora" not in page.content()
    first_item = "fetch('/api/v1/collections/trees/items?limit=1').then(answer => answer.json())"
    theirs = page.evaluate(first_item)
    page.goto(portal.address("/en/"))
    ours = page.evaluate(first_item)
    assert theirs["features"][0]["geometry"] != ours["features"][0]["geometry"]


def test_a_host_that_nobody_knows_gets_a_plain_404(portal: Portal, page: Page) -> None:
    answer = page.request.get(portal.address("/en/", host="127.0.0.1"), headers={"Host": "unknown.example"})
    assert answer.status == 404
    assert "Nea Agora" not in answer.text()


def test_people_who_only_keep_their_page_open_hold_nobody_back(portal: Portal) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with ExitStack() as open_pages:
        for _person in range(300):
            connection = open_pages.enter_context(socket.create_connection(("127.0.0.1", portal.port), 5))
            connection.sendall(ask)
            assert connection.recv(64).startswith(b"HTTP/1.1 200")
