"""Every kind of page by the rules of WCAG 2.2 A and AA (axe-core), at desktop and phone width, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.databases import ROOT
from tests.journeys.addresses import PUBLIC
from tests.journeys.conftest import Portal

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"phone": 320, "desktop": 1280}


def violations(page: Page) -> list[str]:
    """What axe finds: rule and the element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_breaks_no_rule_of_wcag(page: Page, portal: Portal, address: str, language: str) -> None:
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(portal.address(address.format(lang=language)))
        assert violations(page) == []


@pytest.mark.parametrize("language", ["el", "en"])
def test_a_trees_page_breaks_no_rule_of_wcag(page: Page, portal: Portal, language: str) -> None:
    page.goto(portal.address(f"/{language}/maps/trees/?view=list"))
    page.goto(portal.address(first_tree(page)))
    assert violations(page) == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_fits_320_pixels(page: Page, portal: Portal, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for language in ("el", "en"):
        page.goto(portal.address(address.format(lang=language)))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def first_tree(page: Page) -> str:
    """Address of the first tree in the list."""
    hrefs: list[str] = page.eval_on_selector_all(
        "main a[href]", "links => links.map(a => a.getAttribute('href'))"
    )
    return next(href for href in hrefs if href.rstrip("/").rpartition("/")[2].isdigit())
