"""A resident at a form: fills in, sends, traces."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal

# In milliseconds: the guard takes what comes faster for a program's work.
A_PERSONS_TIME = 3_000
CERTIFICATE = "/en/services/birth-certificate/apply/"


def go_on(page: Page) -> None:
    """To the next step."""
    page.get_by_role("button", name="Go on", exact=True).last.click()
    page.wait_for_load_state()


def begin(page: Page, portal: Portal) -> None:
    """The first step of a certificate's form."""
    page.goto(portal.address(CERTIFICATE))
    page.get_by_role("button", name="Start now").click()


def fill_in(page: Page) -> None:
    """All steps of the certificate, up to the review."""
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Name in the record").fill("Maria Papadopoulou")
    for part, value in (("Day", "21"), ("Month", "5"), ("Year", "1985")):
        page.get_by_label(part).fill(value)
    go_on(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Copy in Greek").check()
    page.get_by_label("How many copies?").fill("1")
    go_on(page)
    page.get_by_label("Full name").fill("Maria Papadopoulou")
    page.get_by_label("E-mail address").fill("maria@example.org")
    go_on(page)
    page.get_by_label("By e-mail").check()
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")


def send(page: Page) -> tuple[str, str]:
    """Number and secret from the receipt. The browser does the guard's work first; nobody is faster than a person."""
    page.wait_for_timeout(A_PERSONS_TIME)
    page.get_by_role("button", name="Send", exact=True).click()
    receipt = page.locator(".receipt__number")
    expect(receipt).to_be_visible(timeout=60_000)
    secret = page.locator(".receipt__secret")
    return receipt.inner_text(), secret.inner_text()


def send_a_form(page: Page, portal: Portal) -> tuple[str, str]:
    """From the first page to the receipt."""
    begin(page, portal)
    fill_in(page)
    return send(page)


def trace(page: Page, portal: Portal, number: str, secret: str) -> None:
    """Where is my request?"""
    page.goto(portal.address("/en/trace/"))
    page.get_by_label("Protocol number").fill(number)
    page.get_by_label("Secret").fill(secret)
    page.get_by_role("button", name="Show it").click()
    expect(page.locator(".kicker")).to_contain_text(number)
