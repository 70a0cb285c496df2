"""A service from nothing to live: composed, approved, translated, filled in with the keyboard, changed later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.composing import add_block, save, tab, tick, write, write_both
from tests.journeys.conftest import Portal, sign_in
from tests.journeys.pictures import picture

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

GREEK, ENGLISH = "Δήλωση σκύλου", "Registering a dog"
Visitor = Callable[..., Page]


@pytest.fixture
def mark() -> str:
    """Sets one run's addresses apart from another's."""
    return uuid4().hex[:6]


@pytest.fixture
def editor(visitor: Visitor, portal: Portal) -> Iterator[Page]:
    page = visitor(1280, 900)
    sign_in(page, portal, "editor")
    yield page


def add_service_page(page: Page, portal: Portal, mark: str) -> None:
    """From the tree: below the Greek *Services*."""
    page.goto(
        portal.address("/admin/pages/search/?q=Υπηρεσίες&content_type=pages_services.servicedirectorypage")
    )
    page.locator("td.title a", has_text="Υπηρεσίες").first.click()
    page.get_by_role("link", name=re.compile("Add child page")).first.click()
    if "add_subpage" in page.url:
        page.get_by_role("link", name=re.compile("Service page", re.IGNORECASE)).first.click()
    write(page, "title", GREEK)
    write(page, "summary", "Κάθε σκύλος δηλώνεται μία φορά.")
    write(page, "who", "Όποιος έχει σκύλο και κατοικεί στον Δήμο.")
    write(page, "cost", "12,50 € χωρίς στείρωση")
    write(page, "duration", "5 εργάσιμες ημέρες")
    tab(page, "Promote")
    write(page, "slug", f"skylos-{mark}")


def compose_form(page: Page) -> None:
    """Two steps with six questions in both languages, one of them with a condition."""
    tab(page, "Form")
    dog = add_block(page, "form")
    write_both(page, f"{dog}-title", "Ο σκύλος", "The dog")
    name = add_question(page, dog, "Short text", "Όνομα σκύλου", "Name of the dog")
    write(page, f"{name}-name", "dog_name")
    size = add_question(page, dog, "One of several", "Μέγεθος", "Size")
    write(page, f"{size}-name", "size")
    for number, (greek, english, short) in enumerate(
        (("Μικρός", "Small", "small"), ("Μεγάλος", "Large", "large"))
    ):
        write_both(page, f"{size}-choices-{number}-value-label", greek, english)
        write(page, f"{size}-choices-{number}-value-name", short)
    policy = add_question(page, dog, "Number", "Έτος ασφάλισης", "Year of the insurance")
    write(page, f"{policy}-when", "size = large")
    picture(page, "editor-forms-question")
    neutered = add_question(page, dog, "Yes or no", "Είναι στειρωμένος;", "Is it neutered?")
    write(page, f"{neutered}-name", "neutered")
    owner = add_block(page, "form")
    write_both(page, f"{owner}-title", "Εσείς", "You")
    full = add_question(page, owner, "Short text", "Ονοματεπώνυμο", "Full name")
    write(page, f"{full}-name", "full_name")
    mail = add_question(page, owner, "E-mail address", "Email", "E-mail")
    tick(page, f"{mail}-required", False)


def add_question(page: Page, step: str, kind: str, greek: str, english: str) -> str:
    prefix = add_block(page, f"{step}-questions", kind)
    write_both(page, f"{prefix}-label", greek, english)
    return prefix


def compose_process(page: Page) -> None:
    """Who deals with it, until when, what it costs, what we say."""
    tab(page, "Process")
    page.locator("[name='department']").select_option(label=department_of(page))
    write(page, "deadline", "5")
    line = add_block(page, "fee")
    write_both(page, f"{line}-label", "Τέλος δήλωσης", "Fee")
    write(page, f"{line}-amount", "12,50")
    write(page, f"{line}-when", "neutered = no")
    write_both(page, "thanks", "Ευχαριστούμε, {full_name}.", "Thank you, {full_name}.", join="_")
    write_both(page, "mail_subject", "Λάβαμε τη δήλωση", "We have your registration", join="_")
    picture(page, "editor-forms-process")


def department_of(page: Page) -> str:
    """The officer's department, as the list names it."""
    options = page.locator("[name='department'] option").all_inner_texts()
    return next(option for option in options if "Citizens" in option or "Πολιτών" in option)


def look_at_previews(page: Page) -> None:
    """A step in each language, on a telephone's width."""
    page.locator("[data-side-panel-toggle='preview']").click()
    page.locator("input[name='preview-size'][data-device-width='375']").check(force=True)
    preview = page.frame_locator("iframe#w-preview-iframe")
    for language, words in (("Ελληνικά", "Όνομα σκύλου"), ("English", "Name of the dog")):
        mode = page.locator("#id_preview_mode option", has_text=re.compile(f"^\\s*{language} · 1\\.")).first
        page.locator("#id_preview_mode").select_option(value=mode.get_attribute("value"))
        expect(preview.get_by_text(words)).to_be_visible(timeout=20_000)
    picture(page, "editor-forms-preview")
    page.locator("[data-side-panel-toggle='preview']").click()


def check(page: Page) -> None:
    tab(page, "Check")
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("Nothing stands against publishing.")).to_be_visible()
    picture(page, "editor-forms-check")


def in_menu(page: Page, name: str) -> None:
    """One of the buttons at the foot of the editor, behind the arrow."""
    page.locator("footer [data-w-dropdown-target='toggle'], .footer .w-dropdown__toggle").first.click()
    page.locator(f"button[name='{name}'], [data-workflow-action-name='{name}']").first.click()


def approve(page: Page, portal: Portal) -> None:
    """From the list of what waits for approval, with one press."""
    page.goto(portal.address("/admin/"))
    page.get_by_role("link", name=GREEK).first.click()
    in_menu(page, "approve")
    page.wait_for_load_state()


def translate(page: Page, portal: Portal, mark: str) -> None:
    """Into English, and published."""
    page.locator("[data-translate]").click()


def test_an_editor_makes_a_service_and_a_resident_uses_it(
    editor: Page, visitor: Visitor, portal: Portal, mark: str
) -> None:
    add_service_page(editor, portal, mark)
    compose_form(editor)
    compose_process(editor)
    save(editor)
    look_at_previews(editor)
    check(editor)
