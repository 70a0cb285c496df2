"""Every kind of page by the rules of WCAG 2.2 A and AA (axe-core), at desktop and phone width, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.databases import ROOT
from tests.journeys.addresses import PUBLIC
from tests.journeys.conftest import Portal, sign_in
from tests.journeys.filling import begin, fill_in, go_on, send, trace

pytestmark = pytest.mark.journey
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"phone": 320, "desktop": 1280}


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds: rule and the element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "([within, rules]) => axe.run(within, {runOnly: rules, resultTypes: ['violations']})", [within, RULES]
    )
    return [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def look_at(page: Page, within: str = "html") -> None:
    """Breaks no rule and does not run out of the screen, on a telephone and on a desk."""
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page, within) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_breaks_no_rule_of_wcag_and_fits_320_pixels(
    page: Page, portal: Portal, address: str, language: str
) -> None:
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 800})
    page.goto(portal.address(address.format(lang=language)))
    look_at(page)


@pytest.mark.parametrize("language", ["el", "en"])
def test_a_trees_page_breaks_no_rule_of_wcag(page: Page, portal: Portal, language: str) -> None:
    page.goto(portal.address(f"/{language}/maps/trees/?view=list"))
    page.goto(portal.address(first_tree(page)))
    look_at(page)


@pytest.fixture
def sent(page: Page, portal: Portal) -> tuple[str, str]:
    """Number and secret of a certificate that was asked for; every page on the way was looked at."""
    begin(page, portal)
    look_at(page)
    go_on(page)
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page)
    fill_in(page)
    look_at(page)
    return send(page)


def test_forms_tracing_and_the_desk_break_no_rule_of_wcag(
    page: Page, visitor: Callable[..., Page], portal: Portal, sent: tuple[str, str]
) -> None:
    number, secret = sent
    look_at(page)
    trace(page, portal, number, secret)
    look_at(page)
    page.get_by_text("Write to the town hall").first.click()
    look_at(page)

    officer = visitor()
    sign_in(officer, portal, "officer")
    for address in (f"/admin/cases/?view=free&q={number}", "/admin/cases/?view=free&state=submitted"):
        officer.goto(portal.address(address))
        look_at(officer, ".desk")
    officer.get_by_role("link", name=number).click()
    for part in officer.locator(".desk-deeds summary").all():
        part.click()
    look_at(officer, ".desk")
    for language in ("el", "en"):
        officer.goto(portal.address(f"/{language}/my/"))
        look_at(officer)


def first_tree(page: Page) -> str:
    """Address of the first tree in the list."""
    hrefs: list[str] = page.eval_on_selector_all(
        "main a[href]", "links => links.map(a => a.getAttribute('href'))"
    )
    return next(href for href in hrefs if href.rstrip("/").rpartition("/")[2].isdigit())
