"""The officer is away, and single questions are asked again; with the letters that people get."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal, sign_in
from tests.journeys.desk import find_in_queue
from tests.journeys.filling import send_a_form, trace
from tests.journeys.pictures import picture

pytestmark = pytest.mark.journey

Visitor = Callable[..., Page]


def opened(officer: Page, title: str) -> None:
    """Opens one of *What to do*."""
    officer.locator(".desk-deeds summary", has_text=re.compile(rf"^\s*{title}\s*$")).click()


def sent_and_taken(visitor: Visitor, portal: Portal) -> tuple[Page, Page, str, str]:
    """The resident's page, the page of the officer who took the request, its number and secret."""
    resident, officer = visitor(390, 844), visitor(1280, 900)
    number, secret = send_a_form(resident, portal)
    sign_in(officer, portal, "officer")
    find_in_queue(officer, portal, number)
    # Small actions change the page in its place.
    opened(officer, "Take it")
    officer.get_by_role("button", name="Take it").click()
    expect(officer.locator("#desk-said")).to_have_text("The request is yours now.")
    return resident, officer, number, secret


def test_a_question_is_asked_again_and_the_new_answer_stands_beside_the_old(
    visitor: Visitor, portal: Portal
) -> None:
    resident, officer, number, secret = sent_and_taken(visitor, portal)
    opened(officer, "Ask for a correction")
    part = officer.locator(".desk-deeds details[open]").last
    part.locator("textarea").fill("The name on your identity card is spelled differently.")
    part.get_by_label("Full name").check()
    picture(officer, "officer-correction")
    part.get_by_role("button", name="Ask, and stop the clock").click()
    expect(officer.locator(".desk-due")).to_have_text("clock stands still")

    letter = portal.letter_to("maria@example.org", "We need something from you", number)
    assert "– Full name" in letter
    trace(resident, portal, number, secret)
    resident.get_by_role("link", name="Answer 1 question again").click()
    field = resident.get_by_label("Full name")
    expect(field).to_have_value("Maria Papadopoulou")
    assert resident.locator(".form-question").count() == 1
    assert resident.evaluate("document.documentElement.scrollWidth") <= 390
    picture(resident, "officer-correct-phone")
    field.fill("Maria Papadopoulos")
    resident.get_by_role("button", name="Send the new answers").click()
    expect(resident.get_by_role("main")).to_contain_text("An officer is working on it")

    portal.letter_to("officer@demo.test", number)
    officer.reload()
    expect(officer.locator(".desk-answers del")).to_have_text("Maria Papadopoulou")
    expect(officer.locator(".desk-due")).not_to_have_text("clock stands still")


def test_while_an_officer_is_away_the_substitute_is_told_and_takes_over(
    visitor: Visitor, portal: Portal
) -> None:
    resident, officer, number, secret = sent_and_taken(visitor, portal)
    officer.goto(portal.address("/admin/cases/absences/"))
    today = timezone.localdate()
    officer.get_by_label("From").fill(today.isoformat())
    officer.get_by_label("Until and including").fill((today + timedelta(days=5)).isoformat())
    officer.get_by_label("Substitute").select_option(label="Δέσποινα Αναπληρώτρια")
    officer.get_by_role("button", name="Note it").click()
    expect(officer.locator(".desk-absences")).to_contain_text("Δέσποινα Αναπληρώτρια stands in")
    picture(officer, "officer-absences")

    trace(resident, portal, number, secret)
    resident.locator("summary", has_text="Write to the town hall").click()
    resident.get_by_label("Your message").fill("Is it ready?")
    resident.get_by_role("button", name="Write to the town hall").click()
    expect(resident.get_by_role("main")).to_contain_text("We have received it.")
    portal.letter_to("deputy@demo.test", number)

    deputy = visitor(1280, 900)
    sign_in(deputy, portal, "deputy")
    deputy.goto(portal.address("/admin/cases/?view=standing-in"))
    deputy.get_by_role("link", name=number).click()
    opened(deputy, "Take it")
    deputy.get_by_role("button", name="Take it").click()
    expect(deputy.locator(".desk-facts")).to_contain_text("Δέσποινα Αναπληρώτρια")

    officer.get_by_role("button", name="Back again").click()
    expect(officer.get_by_role("main")).to_contain_text("Nobody is away.")
