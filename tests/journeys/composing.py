"""The hands of an editor in Wagtail: unfold, write, add a block."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong


def unfold(field: Locator) -> None:
    """Opens whatever is folded around a field, from the outside inwards."""
    around = field.locator("xpath=ancestor::*[@data-panel or @data-block-settings]")
    for number in range(around.count()):
        part = around.nth(number)
        if part.get_attribute("data-block-settings") is not None:
            if part.get_attribute("hidden") is not None:
                page = part.page
                page.locator(f"[aria-controls='{part.get_attribute('id')}']").first.click()
            continue
        toggle = part.locator("[data-panel-toggle]").first
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()


def write(page: Page, name: str, value: str) -> None:
    """Into the field of that name."""
    field = page.locator(f"[name='{name}']")
    if not field.is_visible():
        unfold(field)
    field.fill(value)


def write_both(page: Page, name: str, greek: str, english: str, join: str = "-") -> None:
    """A text in both languages, side by side."""
    write(page, f"{name}{join}el", greek)
    write(page, f"{name}{join}en", english)


def tick(page: Page, name: str, ticked: bool) -> None:
    """A box."""
    field = page.locator(f"[name='{name}']")
    unfold(field)
    field.set_checked(ticked)


def add_block(page: Page, stream: str, kind: str = "") -> str:
    """One more at the end, chosen by its name where there is a choice. Returns the prefix of its fields."""
    count = page.locator(f"input[name='{stream}-count']")
    before = int(count.input_value())
    adding = count.locator("xpath=..").locator(".c-sf-add-button").last
    if not adding.is_visible():
        unfold(adding)
    if kind:
        choose_kind(page, adding, kind)
    else:
        adding.click()
    expect(count).to_have_value(str(before + 1))
    return f"{stream}-{before}-value"


def choose_kind(page: Page, adding: Locator, kind: str) -> None:
    """From the list that the button opens; what the editor saves by itself meanwhile may close it again."""
    option = page.get_by_role("option", name=kind, exact=True)
    for _press in range(3):
        adding.click()
        try:
            option.click(timeout=10_000)
        except TookTooLong:
            continue
        return
    raise AssertionError(f"There is no {kind} in the list.")


def tab(page: Page, name: str) -> None:
    """To one of the tabs on top."""
    page.get_by_role("tab", name=name).click()


def save(page: Page) -> None:
    """Saves the draft, and waits until the editor is there again."""
    with page.expect_navigation():
        page.locator("button.action-save").first.click()


def press(page: Page, *keys: Any) -> None:
    """One key after another."""
    for key in keys:
        page.keyboard.press(key)
