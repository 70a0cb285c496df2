"""Rows on a narrow window: words stay whole, the table goes on to the side, the page does not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey

# Words of cells that stand on two lines.
BROKEN = """() => {
  const found = new Set();
  for (const cell of document.querySelectorAll(".table--rows td")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode())
      for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.add(word[0]);
      }
  }
  return [...found];
}"""


@pytest.mark.parametrize("name", ["bus-stops", "trees"])
@pytest.mark.parametrize("width", [320, 390])
def test_no_word_of_a_row_is_cut_in_two(page: Page, portal: Portal, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(portal.address(f"/el/data/{name}/?all=1"))
    assert page.locator(".table--rows td").count() > 100
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
