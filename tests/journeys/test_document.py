"""From a form to a sealed document that anybody can verify; and a permit that is refused and objected to."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from fixtures.demo.municipalities import FIRST_SMALL
from fixtures.demo.town import build_town
from tests.factories.media import picture_bytes
from tests.journeys.conftest import Portal
from tests.journeys.desk import deed, take
from tests.journeys.filling import go_on, send, send_a_form, trace
from tests.journeys.pictures import picture

pytestmark = pytest.mark.journey

Visitor = Callable[..., Page]


def take_and_decide(officer: Page, portal: Portal, number: str, outcome: str, reasons: str) -> None:
    take(officer, portal, number)
    deed(officer, "Decide", reasons, choice=outcome)


def in_another_thread(deed: Callable[[], bool]) -> bool:
    """The library runs a loop of its own, and Playwright keeps one in this thread."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(deed).result()


def seal_holds(pdf: bytes) -> bool:
    """By another way than the portal's own: nothing was changed since, and the certificate fits the signature."""
    seal = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]
    status = validate_pdf_signature(seal, ValidationContext(trust_roots=[seal.signer_cert]))
    return bool(status.bottom_line)


def verdict_on(page: Page, portal: Portal, pdf: bytes) -> None:
    """Drops a file on the verify page."""
    page.goto(portal.address("/en/verify/"))
    page.locator("input[type=file]").set_input_files(
        {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf}
    )
    page.get_by_role("button", name="Verify the file").click()


def test_a_certificate_from_the_form_to_the_verified_paper(visitor: Visitor, portal: Portal) -> None:
    resident = visitor(390, 844)
    number, secret = send_a_form(resident, portal)
    take_and_decide(visitor(1280, 900), portal, number, "Grant it", "The record was found.")
    letter = portal.letter_to("maria@example.org", "Your request was granted", number)
    assert "The record was found." in letter
    assert "Your document is ready" in letter

    trace(resident, portal, number, secret)
    link = resident.get_by_role("link", name=re.compile(r"\(PDF\)$"))
    expect(link).to_be_visible()
    picture(resident, "officer-document-phone")
    pdf = resident.request.get(portal.address(link.get_attribute("href") or "")).body()
    assert in_another_thread(lambda: seal_holds(pdf))

    bank = visitor(1280, 900)
    verdict_on(bank, portal, pdf)
    expect(bank.get_by_role("heading", level=1)).to_have_text("Genuine and valid")
    assert "Papadopoulou" not in bank.get_by_role("main").inner_text()
    picture(bank, "officer-verified")
    verdict_on(bank, portal, pdf[:-2000] + bytes([pdf[-2000] ^ 1]) + pdf[-1999:])
    expect(bank.get_by_role("heading", level=1)).to_have_text(re.compile("Altered"))


def a_door() -> tuple[str, str]:
    """Street and number of some house in the demo's town."""
    town = build_town(FIRST_SMALL.seed, scale=FIRST_SMALL.scale)
    door = town.addresses[0]
    return town.streets[door.street].name_en, str(door.number)


def ask_for_a_parking_card(page: Page, portal: Portal) -> tuple[str, str]:
    page.goto(portal.address("/en/services/resident-parking/apply/"))
    page.get_by_role("button", name="Start now").click()
    street, house = a_door()
    page.get_by_role("combobox", name="Street").fill(street)
    page.keyboard.press("Escape")
    page.get_by_label("Number", exact=True).fill(house)
    page.get_by_label("The first one of this home").check()
    go_on(page)
    page.get_by_label("Number plate").fill("ABE-1234")
    page.get_by_label("Mine", exact=True).check()
    page.get_by_label("Registration of the car and a household bill").set_input_files(
        {"name": "papers.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes()}
    )
    go_on(page)
    page.get_by_label("Full name").fill("Nikos Georgiou")
    page.get_by_label("E-mail address").fill("nikos@example.org")
    go_on(page)
    return send(page)


def test_a_permit_is_refused_and_objected_to(visitor: Visitor, portal: Portal) -> None:
    resident = visitor(390, 844)
    number, secret = ask_for_a_parking_card(resident, portal)
    officer = visitor(1280, 900)
    take_and_decide(officer, portal, number, "Refuse it", "The house lies outside of the zone.")
    assert "outside of the zone" in portal.letter_to("nikos@example.org", "Your request was refused", number)

    trace(resident, portal, number, secret)
    main = resident.get_by_role("main")
    expect(main).to_contain_text("The house lies outside of the zone.")
    part = resident.locator("details", has_text="Object to the decision")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    part.locator("textarea").fill("The zone was made larger in May.")
    part.get_by_role("button", name="Object to the decision").click()
    expect(main).to_contain_text("We have received your objection.")

    officer.reload()
    expect(officer.locator(".desk-timeline")).to_contain_text("The zone was made larger in May.")
    deed(officer, "Decide", "The zone was made larger; we are sorry.", choice="Grant it")
    resident.reload()
    expect(main).to_contain_text("The zone was made larger; we are sorry.")
