"""A guarded form in a real browser: with JavaScript nobody is asked anything, without it nobody is shut out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey
FORM = "/en/data/trees/ask/"


def fill_in(page: Page) -> None:
    page.get_by_label("Your question").fill("What does the column mean?")
    page.get_by_label("Your e-mail").fill("eleni@example.org")


def test_the_browser_does_the_work_and_nobody_is_asked_anything(page: Page, portal: Portal) -> None:
    page.goto(portal.address(FORM))
    answer_late = "new Promise((done) => setTimeout(done, 700))"
    page.route("**/guard/challenge/**", lambda route: (page.evaluate(answer_late), route.continue_()))
    # Nobody fills a form in faster; and the work begins when the first field is entered.
    page.wait_for_timeout(3_100)
    fill_in(page)
    page.get_by_role("button", name="Send the question").click(no_wait_after=True)
    expect(page.locator("[data-guard-status]")).to_contain_text("One moment")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, your question is on its way")


def test_without_javascript_a_quick_person_keeps_the_answers_and_hears_how_long_to_wait(
    browser: Browser, portal: Portal
) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(portal.address(FORM))
    fill_in(page)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("alert")).to_contain_text("Please send it again after")
    expect(page.get_by_label("Your question")).to_have_value("What does the column mean?")
    plain.close()
