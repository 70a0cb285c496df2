"""A request from the telephone to its decision: sent, taken, asked about, answered, decided, traced."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal
from tests.journeys.desk import deed, take
from tests.journeys.filling import send_a_form, trace
from tests.journeys.pictures import picture

pytestmark = pytest.mark.journey

Visitor = Callable[..., Page]


def test_a_request_is_sent_asked_about_answered_and_decided(visitor: Visitor, portal: Portal) -> None:
    resident = visitor(390, 844)
    number, secret = send_a_form(resident, portal)

    officer = visitor(1280, 900)
    take(officer, portal, number)
    deed(officer, "Ask for a correction", "Which spelling stands on your identity card?")
    expect(officer.locator(".desk-due")).to_have_text("clock stands still")

    trace(resident, portal, number, secret)
    main = resident.get_by_role("main")
    expect(main).to_contain_text("We need an answer from you")
    expect(main).to_contain_text("The clock has stood still since")
    assert resident.evaluate("document.documentElement.scrollWidth") <= 390
    picture(resident, "officer-traced-phone")
    resident.get_by_label("Your message").fill("Papadopoulou, with ou.")
    resident.get_by_role("button", name="Answer").click()
    expect(main).to_contain_text("We have received it.")
    expect(main).to_contain_text("An officer is working on it")

    officer.reload()
    expect(officer.locator(".desk-timeline")).to_contain_text("Papadopoulou, with ou.")
    picture(officer, "officer-case")
    deed(officer, "Decide", "The record was found.", choice="Grant it")

    resident.reload()
    expect(main).to_contain_text("It has been decided.")
    expect(main).to_contain_text("The record was found.")
    assert "Which spelling" in main.inner_text()


def test_without_the_secret_a_number_shows_nothing(visitor: Visitor, portal: Portal) -> None:
    page = visitor(390, 844)
    page.goto(portal.address("/en/trace/2026/1/"))
    expect(page).to_have_url(portal.address("/en/trace/?number=2026/000001"))
