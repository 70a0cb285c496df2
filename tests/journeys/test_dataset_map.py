"""The map on a dataset's page: all of its data at first, or the town of them, however narrow the window is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey

# As many in this view as there are.
ALL = re.compile(r"^([\d,]+) [a-z]+, \1 in this view")
COUNTED = re.compile(r"^([\d,]+) rows, ([\d,]+) in this view")
WIDTHS = [320, 390, 1280]


# A register with a map of its own, and points of a file.
@pytest.mark.parametrize("name", ["trees", "bus-stops"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_datasets_map_shows_all_of_its_data_at_first(
    page: Page, portal: Portal, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(portal.address(f"/en/data/{name}/"))
    page.locator(".mapframe").scroll_into_view_if_needed()
    summary = page.frame_locator(".mapframe iframe").locator("#summary")
    expect(summary).to_have_text(ALL, timeout=20_000)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_map_of_data_that_reach_far_out_looks_at_the_town_at_first(
    page: Page, portal: Portal, width: int
) -> None:
    """The sea around it is 150 km wide, the town a smudge in it."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(portal.address("/en/data/land-areas/"))
    page.locator(".mapframe").scroll_into_view_if_needed()
    frame = page.frame_locator(".mapframe iframe")
    expect(frame.locator("#summary")).to_have_text(COUNTED, timeout=20_000)
    found = COUNTED.match(frame.locator("#summary").inner_text())
    assert found
    everything, seen = (int(number.replace(",", "")) for number in found.groups())
    assert seen > 0.9 * everything
    scale = frame.locator(".leaflet-control-scale-line").first.inner_text()
    length, unit = scale.split()
    assert unit == "m" or float(length) <= 5
