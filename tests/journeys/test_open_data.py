"""An editor brings a file in: reviewed, published, and there at once as a page, a map's list and an API."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Portal, Watched

pytestmark = pytest.mark.journey


def benches(*names: str, named: bool = True) -> bytes:
    """A tiny GeoJSON in the demo's municipality; not `named`: it lacks the column."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"B{number}", **({"name": name} if named else {})},
            "geometry": {"type": "Point", "coordinates": [24.0 + number / 1000, 38.0]},
        }
        for number, name in enumerate(names, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def sign_in(page: Page, portal: Portal) -> None:
    page.goto(portal.address("/admin/"))
    page.get_by_role("link", name="Staff: sign in with a password").click()
    page.get_by_label("E-mail").fill("editor@demo.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def bring(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/geo+json", "buffer": content}]
    )
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url("**/admin/data/uploads/*/")


def test_an_editor_publishes_a_file_and_then_newer_ones(page: Page, portal: Portal, watched: Watched) -> None:
    sign_in(page, portal)
    page.goto(portal.address("/admin/data/new/"))
    bring(page, "journey_benches.geojson", benches("Παγκάκι της πλατείας", "Παγκάκι του πάρκου"))
    # The page asks every second how far it is, and goes on by itself.
    portal.work()
    expect(page.get_by_role("heading", name="What the portal understood")).to_be_visible(timeout=30_000)
    expect(page.locator(".data-map__point")).to_have_count(2)
    expect(page.get_by_text("Παγκάκι της πλατείας").first).to_be_visible()
    page.locator("[name=titles_el]").fill("Παγκάκια της διαδρομής")
    page.locator("[name=titles_en]").fill("Benches of the journey")
    page.get_by_role("button", name="Publish", exact=True).click()
    portal.work()
    page.get_by_role("link", name="See the dataset's page").click(timeout=30_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Benches of the journey")
    items = page.request.get(portal.address("/api/v1/collections/journey-benches/items?f=geojson"))
    names = [feature["properties"]["name"] for feature in items.json()["features"]]
    assert sorted(names) == ["Παγκάκι της πλατείας", "Παγκάκι του πάρκου"]
    tiles = page.request.get(portal.address("/api/v1/collections/journey-benches/tiles/WebMercatorQuad"))
    assert tiles.ok

    page.goto(portal.address("/admin/data/newer/journey-benches/"))
    bring(page, "newer.geojson", benches("Παγκάκι της πλατείας", "Παγκάκι του κήπου", "Παγκάκι του λόφου"))
    portal.work()
    expect(page.get_by_role("heading", name="What changes")).to_be_visible(timeout=30_000)
    expect(page.locator(".data-facts--big")).to_contain_text("1")
    page.get_by_role("button", name="Publish this state").click()
    portal.work()
    expect(page.get_by_text("revision 2")).to_be_visible(timeout=30_000)
    items = page.request.get(portal.address("/api/v1/collections/journey-benches/items?f=geojson"))
    assert len(items.json()["features"]) == 3

    page.goto(portal.address("/admin/data/newer/journey-benches/"))
    bring(page, "without_names.geojson", benches("", "", "", named=False))
    portal.work()
    question = page.get_by_role("link", name="The column “name” is not in this file")
    expect(question).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Publish this state").click()
    expect(page.get_by_role("alert").filter(has=question)).to_contain_text("Nothing is published yet")
    # A browser tells of each page that was refused, though this one is shown.
    (refused,) = watched.complaints
    assert "422" in refused
    watched.complaints.clear()
    question.click()
    expect(page.get_by_label("The column “name” is not in this file")).to_be_in_viewport()
    page.get_by_label("The column “name” is not in this file").select_option("drop")
    page.get_by_role("button", name="Publish this state").click()
    portal.work()
    expect(page.get_by_text("revision 3")).to_be_visible(timeout=30_000)
    items = page.request.get(portal.address("/api/v1/collections/journey-benches/items?f=geojson"))
    assert {tuple(feature["properties"]) for feature in items.json()["features"]} == {("code",)}
