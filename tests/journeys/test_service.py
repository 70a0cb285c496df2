"""A service from nothing to live: composed, approved, translated, filled in with the keyboard, changed later."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.composing import add_block, save, tab, tick, write, write_both
from tests.journeys.conftest import Portal, sign_in
from tests.journeys.filling import A_PERSONS_TIME
from tests.journeys.pictures import picture

pytestmark = pytest.mark.journey

GREEK, ENGLISH = "Δήλωση σκύλου", "Registering a dog"
Visitor = Callable[..., Page]


@pytest.fixture
def mark() -> str:
    """Sets one run's addresses apart from another's."""
    return uuid4().hex[:6]


@pytest.fixture
def editor(visitor: Visitor, portal: Portal) -> Page:
    page = visitor(1280, 900)
    sign_in(page, portal, "editor")
    return page


def add_service_page(page: Page, portal: Portal, mark: str) -> None:
    """From the tree: below the Greek *Services*."""
    page.goto(portal.address("/admin/pages/"))
    for public in ("/el/", "/el/services/"):
        row = page.get_by_role("row").filter(has=page.locator(f"a[href$='{public}']"))
        row.locator(
            "xpath=.//a[not(contains(@href, 'edit')) and contains(@href, '/admin/pages/')]"
        ).last.click()
        page.wait_for_load_state()
    page.locator("a[href$='/add_subpage/']").first.evaluate("link => link.click()")
    page.wait_for_load_state()
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
        (("Μεγάλος", "Large", "large"), ("Μικρός", "Small", "small"))
    ):
        if page.locator(f"input[name='{size}-choices-count']").input_value() == str(number):
            add_block(page, f"{size}-choices")
        write_both(page, f"{size}-choices-{number}-value-label", greek, english)
        write(page, f"{size}-choices-{number}-value-name", short)
    policy = add_question(page, dog, "Short text", "Αριθμός ασφάλισης", "Number of the insurance")
    write(page, f"{policy}-when", "size = large")
    picture(page, "editor-forms-question", at=f"[name='{policy}-when']")
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
    """Who deals with it, until when, what it costs, what is issued, what we say."""
    tab(page, "Process")
    page.locator("[name='department']").select_option(label=department_of(page))
    write(page, "deadline", "5")
    line = add_block(page, "fee")
    write_both(page, f"{line}-label", "Τέλος δήλωσης", "Fee")
    write(page, f"{line}-amount", "12,50")
    write(page, f"{line}-when", "neutered = no")
    document = add_block(page, "documents")
    template = page.locator(f"select[name='{document}']")
    template.select_option(label=text_of_option(template, "Decision on the request", "Απόφαση επί"))
    write_both(page, "thanks", "Ευχαριστούμε, {full_name}.", "Thank you, {full_name}.", join="_")
    write_both(page, "mail_subject", "Λάβαμε τη δήλωση", "We have your registration", join="_")
    picture(page, "editor-forms-process", at="[name='department']")


def department_of(page: Page) -> str:
    """The officer's department, as the list names it."""
    return text_of_option(page.locator("[name='department']"), "Citizens", "Πολιτών")


def text_of_option(choice: Locator, *words: str) -> str:
    """The first option that holds one of these."""
    options = choice.locator("option").all_inner_texts()
    return next(option for option in options if any(word in option for word in words))


def look_at_previews(page: Page) -> None:
    """A step in each language, on a telephone's width."""
    page.locator("[data-side-panel-toggle='preview']").click()
    page.locator("input[name='preview-size'][data-device-width='375']").check(force=True)
    preview = page.frame_locator("iframe#w-preview-iframe")
    # Before the first preview is there, a choice of the mode is lost.
    expect(preview.get_by_role("heading", level=1)).to_have_text(GREEK, timeout=30_000)
    for title, words in (("Ο σκύλος", "Όνομα σκύλου"), ("The dog", "Name of the dog")):
        mode = page.locator("#id_preview_mode option", has_text=f"1. {title}").first
        page.locator("#id_preview_mode").select_option(value=mode.get_attribute("value"))
        expect(preview.get_by_text(words)).to_be_visible(timeout=20_000)
    picture(page, "editor-forms-preview")
    page.locator("[data-side-panel-toggle='preview']").click()


def check(page: Page) -> None:
    tab(page, "Check")
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("Nothing stands against publishing.")).to_be_visible()
    picture(page, "editor-forms-check", at=".services-check")


def press_at_the_foot(page: Page, button: str) -> None:
    """One of the buttons at the foot of the editor, behind the arrow where it is not in front."""
    wanted = page.locator(button).first
    if not wanted.is_visible():
        page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    # With the key: the list behind the arrow may still be unfolding under a mouse.
    with page.expect_navigation():
        wanted.press("Enter")


def submit_for_approval(page: Page) -> None:
    press_at_the_foot(page, "button[name='action-submit']")
    expect(page.locator(".messages")).to_contain_text(re.compile("submitted|moderation", re.IGNORECASE))


def approve(page: Page, portal: Portal, title: str) -> None:
    """From the list of what waits for approval, with one press."""
    page.goto(portal.address("/admin/"))
    page.locator("#panel-awaiting-review-content, .w-panel").get_by_role("link", name=title).first.click()
    press_at_the_foot(page, "[data-workflow-action-name='approve']")


def translate(page: Page, portal: Portal, page_id: str, mark: str) -> None:
    """The page in English; the form is the same."""
    page.goto(portal.address(f"/admin/pages/{page_id}/edit/"))
    link = page.locator("a[href*='/translation/submit/page/']").first.get_attribute("href")
    page.goto(portal.address(str(link)))
    page.get_by_label("English").check()
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/edit/**")
    write(page, "title", ENGLISH)
    write(page, "summary", "Every dog is registered once.")
    tab(page, "Form")
    expect(page.get_by_role("link", name="Edit the form there")).to_be_visible()
    tab(page, "Promote")
    write(page, "slug", f"dog-{mark}")
    submit_for_approval(page)


def tab_to(page: Page, wanted: Locator) -> None:
    """With the Tab key alone, as far as it takes."""
    for _step in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}.")


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label))
    page.keyboard.type(text)


def press_button(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def fill_in_with_the_keyboard(page: Page, portal: Portal, mark: str) -> str:
    """From the service's page to the receipt on a telephone's width; the protocol number."""
    page.goto(portal.address(f"/en/services/dog-{mark}/"))
    tab_to(page, page.get_by_role("link", name="Apply now"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What you will be asked")).to_be_visible()
    press_button(page, "Start now")
    expect(page.get_by_role("heading", level=1)).to_have_text("The dog")
    expect(page.get_by_label("Number of the insurance")).to_be_hidden()
    type_into(page, "Name of the dog", "Argos")
    tab_to(page, page.get_by_label("Large"))
    page.keyboard.press("Space")
    expect(page.get_by_label("Number of the insurance")).to_be_visible()
    type_into(page, "Number of the insurance", "AX-2026")
    tab_to(page, page.get_by_label("Yes", exact=True))
    page.keyboard.press("ArrowDown")
    picture(page, "editor-forms-step-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press_button(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("You")
    type_into(page, "Full name", "Maria Papadopoulou")
    press_button(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.get_by_role("main")).to_contain_text("Argos")
    page.wait_for_timeout(A_PERSONS_TIME)
    press_button(page, "Send")
    receipt = page.locator(".receipt__number")
    expect(receipt).to_be_visible(timeout=60_000)
    expect(page.get_by_role("main")).to_contain_text("Thank you, Maria Papadopoulou.")
    picture(page, "editor-forms-receipt-phone")
    return receipt.inner_text()


def change_a_question(page: Page, portal: Portal, page_id: str) -> None:
    page.goto(portal.address(f"/admin/pages/{page_id}/edit/"))
    tab(page, "Form")
    write(page, "form-0-value-questions-0-value-label-en", "What is the dog called?")
    tab(page, "Check")
    write(page, "change_note", "A plainer question.")
    submit_for_approval(page)


def test_an_editor_makes_a_service_and_a_resident_uses_it(
    editor: Page, visitor: Visitor, portal: Portal, mark: str
) -> None:
    add_service_page(editor, portal, mark)
    compose_form(editor)
    compose_process(editor)
    save(editor)
    found = re.search(r"/pages/(\d+)/edit/", editor.url)
    assert found
    page_id = found.group(1)
    look_at_previews(editor)
    check(editor)
    submit_for_approval(editor)
    greek, english = f"/el/services/skylos-{mark}/", f"/en/services/dog-{mark}/"
    assert editor.request.get(portal.address(greek)).status == 404

    approver = visitor(1280, 900)
    sign_in(approver, portal, "approver")
    approve(approver, portal, GREEK)
    assert editor.request.get(portal.address(f"{greek}apply/")).status == 200
    translate(editor, portal, page_id, mark)
    approve(approver, portal, ENGLISH)
    for address, words in ((greek, GREEK), (english, ENGLISH)):
        answer = editor.request.get(portal.address(f"{address}apply/"))
        assert answer.status == 200
        assert words in answer.text() or "dog" in address
        assert editor.request.get(portal.address(address)).status == 200

    number = fill_in_with_the_keyboard(visitor(390, 844), portal, mark)

    change_a_question(editor, portal, page_id)
    approve(approver, portal, GREEK)
    later = editor.request.get(portal.address(f"{english}apply/"))
    assert later.status == 200
    editor.goto(portal.address(f"/admin/pages/{page_id}/edit/"))
    tab(editor, "Check")
    versions = editor.locator(".services-versions")
    expect(versions).to_contain_text("A plainer question.")
    numbers = versions.locator("li > p > strong").all_inner_texts()
    assert len(numbers) >= 2
    officer = visitor(1280, 900)
    sign_in(officer, portal, "officer")
    officer.goto(portal.address(f"/admin/cases/?view=open&q={number}"))
    officer.get_by_role("link", name=number).click()
    expect(officer.locator(".desk-facts")).to_contain_text(numbers[-1])
    expect(officer.locator(".desk-answers").first).to_contain_text("Name of the dog")
