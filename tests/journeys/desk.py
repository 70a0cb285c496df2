"""An officer at the desk: finds a request, takes it, does one of the deeds."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal, sign_in
from tests.journeys.pictures import picture

# What the page says once a deed is done.
SAID = {
    "Take it": "The request is yours now.",
    "Decide": "The request was decided.",
    "Ask for a correction": "A correction was asked for.",
}


def deed(officer: Page, title: str, text: str = "", choice: str = "") -> None:
    """Opens one of *What to do*, writes, presses."""
    part = officer.locator(".desk-deeds details").filter(
        has=officer.locator("summary", has_text=re.compile(rf"^\s*{title}\s*$"))
    )
    part.locator("summary").click()
    if choice:
        part.get_by_label(choice, exact=True).check()
    if text:
        part.locator("textarea").fill(text)
    part.get_by_role("button").click()
    if title == "Decide":
        # What will happen is shown first.
        expect(officer.get_by_role("heading", name="Is that the decision?")).to_be_visible()
        picture(officer, "officer-decide")
        officer.get_by_role("button", name="Decide", exact=True).click()
    expect(officer.get_by_text(SAID[title])).to_be_visible()


def find_in_queue(officer: Page, portal: Portal, number: str) -> None:
    """Among those that nobody has, by its number; opened with the keys."""
    officer.goto(portal.address("/admin/cases/?view=free"))
    expect(officer.get_by_role("link", name=number)).to_be_visible()
    picture(officer, "officer-queue")
    officer.goto(portal.address(f"/admin/cases/?view=free&q={number}"))
    officer.locator("h1").first.click()
    officer.keyboard.press("j")
    expect(officer.get_by_role("link", name=number)).to_be_focused()
    officer.keyboard.press("Enter")
    expect(officer.locator("h2", has_text="What to do")).to_be_visible()
    # The keys work once the page's script is there.
    officer.wait_for_load_state()


def take(officer: Page, portal: Portal, number: str) -> None:
    """Signs in as the demo's officer, and takes a request with the keys."""
    sign_in(officer, portal, "officer")
    find_in_queue(officer, portal, number)
    officer.keyboard.press("1")
    officer.keyboard.press("Enter")
    expect(officer.get_by_text(SAID["Take it"])).to_be_visible()
