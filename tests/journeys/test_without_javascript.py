"""Everything but the map itself works without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def test_the_menu_opens_on_a_phone(plain: Page, portal: Portal) -> None:
    plain.goto(portal.address("/en/"))
    plain.locator("header summary").first.click()
    expect(plain.locator("header").get_by_role("link", name="Maps")).to_be_visible()


def test_the_search_answers(plain: Page, portal: Portal) -> None:
    plain.goto(portal.address("/en/"))
    plain.get_by_role("searchbox").first.fill("certificate")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("main")).to_contain_text("birth certificate")


def test_trees_can_be_filtered_in_the_list(plain: Page, portal: Portal) -> None:
    plain.goto(portal.address("/en/maps/trees/?view=list&protected=true"))
    expect(plain.get_by_role("heading", level=1)).to_have_text("Trees")
    expect(plain.get_by_role("main")).to_contain_text("rotected")
