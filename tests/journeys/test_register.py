"""What an officer does with the register of trees: correct a tree, bring in a file. The public sees it at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.databases import ROOT
from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey

SAMPLE = ROOT / "fixtures" / "samples" / "trees" / "register_el.csv"
Visit = Callable[[str], Page]


@pytest.fixture
def visit(browser: Browser, portal: Portal) -> Iterator[Visit]:
    """Opens a public page, each time for somebody who was never there before."""
    contexts = []

    def open_page(path: str) -> Page:
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.goto(portal.address(path))
        return page

    yield open_page
    for context in contexts:
        context.close()


def first_standing(page: Page, portal: Portal, condition: str) -> int:
    """The number of a tree in that condition, from the open API."""
    found = page.request.get(
        portal.address(f"/api/v1/collections/trees/items?condition={condition}&limit=1")
    ).json()
    return int(found["features"][0]["id"])


def save(page: Page) -> None:
    page.locator("footer button[type='submit']").first.click()
    page.wait_for_load_state()


def upload(page: Page, portal: Portal, file: Path, source: str) -> None:
    page.goto(portal.address("/admin/maps_trees/treeimport/create/"))
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Source").fill(source)
    page.get_by_role("button", name="Import trees").click()
    page.wait_for_url("**/inspect/**")


def test_a_corrected_tree_is_public_at_once(signed_in: Page, portal: Portal, visit: Visit) -> None:
    number = first_standing(signed_in, portal, "good")
    public, tallest = f"/en/maps/trees/{number}/", "/en/maps/trees/?view=list&sort=tallest"
    expect(visit(public).locator(".facts")).to_contain_text("good")
    expect(visit(tallest).locator("tbody tr").first).not_to_contain_text("59.5 m")
    signed_in.goto(portal.address(f"/admin/maps_trees/tree/edit/{number}/"))
    signed_in.locator("#id_condition").select_option("poor")
    signed_in.locator("#id_height_m").fill("59.5")
    save(signed_in)
    expect(signed_in.locator("body")).to_contain_text(re.compile("updated", re.IGNORECASE))
    expect(visit(public).locator(".facts")).to_contain_text("poor")
    row = visit(tallest).locator("tbody tr").first
    expect(row).to_contain_text("59.5 m")
    expect(row).to_contain_text("poor")
    item = signed_in.request.get(portal.address(f"/api/v1/collections/trees/items/{number}")).json()
    assert item["properties"]["condition"] == "poor"
    assert item["properties"]["height_m"] == 59.5


def test_a_felled_tree_leaves_the_open_data_and_its_place_takes_another(
    signed_in: Page, portal: Portal, visit: Visit
) -> None:
    number = first_standing(signed_in, portal, "fair")
    address = portal.address(f"/api/v1/collections/trees/items/{number}")
    assert signed_in.request.get(address).status == 200
    signed_in.goto(portal.address(f"/admin/maps_trees/tree/fell/{number}/"))
    signed_in.get_by_label("Why it was felled").select_option("storm")
    signed_in.get_by_role("button", name="Record felling").click()
    signed_in.wait_for_url("**/inspect/**")
    assert signed_in.request.get(address).status == 404
    expect(visit(f"/en/maps/trees/{number}/").get_by_role("main")).to_contain_text("no longer stands")
    signed_in.get_by_role("link", name="Plant a tree here").first.click()
    signed_in.locator("#id_species").select_option(index=1)
    save(signed_in)
    expect(visit(f"/en/maps/trees/{number}/").locator(".timeline")).to_contain_text("stands today")


def test_a_file_is_brought_in_and_its_report_downloaded(
    signed_in: Page, portal: Portal, visit: Visit
) -> None:
    upload(signed_in, portal, SAMPLE, "Survey of the journey")
    expect(signed_in.get_by_role("main")).to_contain_text("Rows to look at")
    with signed_in.expect_download() as download:
        signed_in.get_by_role("link", name="Download the report").click()
    assert download.value.suggested_filename == "register_el.csv-problems.csv"
    report = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "This is not a number." in report
    expect(visit("/en/maps/trees/?view=list&q=ηρωων").get_by_role("main")).to_contain_text("Οδός Ηρώων 12")
    upload(signed_in, portal, SAMPLE, "Survey of the journey")
    again = signed_in.locator("dt", has_text=re.compile(r"^New$")).locator("xpath=following-sibling::dd[1]")
    expect(again).to_have_text("0")
