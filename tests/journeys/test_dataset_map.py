"""The map on a dataset's page: all of its data at first, however narrow the window is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey

# As many in this view as there are.
ALL = re.compile(r"^([\d,]+) [a-z]+, \1 in this view")


# A register with a map of its own, points of a file, and areas that reach far beyond the town.
@pytest.mark.parametrize("name", ["trees", "bus-stops", "land-areas"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_datasets_map_shows_all_of_its_data_at_first(
    page: Page, portal: Portal, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(portal.address(f"/en/data/{name}/"))
    page.locator(".mapframe").scroll_into_view_if_needed()
    summary = page.frame_locator(".mapframe iframe").locator("#summary")
    expect(summary).to_have_text(ALL, timeout=20_000)
