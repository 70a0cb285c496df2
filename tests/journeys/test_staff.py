"""What staff do: sign in, edit a page, edit a tree, and see it public at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal

pytestmark = pytest.mark.journey


def edit_address(page: Page, portal: Portal, public: str) -> str:
    """Where a public page is edited, through Wagtail's own search."""
    page.goto(portal.address(f"/admin/pages/search/?q={public}"))
    return page.locator("td.title a[href*='/edit/'], a[href*='/edit/']").first.get_attribute("href") or ""


def publish(page: Page) -> None:
    page.locator(".footer .w-dropdown__toggle, footer [data-w-dropdown-target='toggle']").first.click()
    page.locator("button[name='action-publish']").click()
    page.wait_for_load_state()


def test_an_edited_page_is_public_at_once(signed_in: Page, portal: Portal) -> None:
    before = signed_in.request.get(portal.address("/en/contact/"), headers={"Cookie": ""})
    assert before.status == 200
    signed_in.goto(portal.address(edit_address(signed_in, portal, "Contact")))
    signed_in.locator("#id_title").fill("Contact the town hall")
    publish(signed_in)
    expect(signed_in.locator("body")).to_contain_text(re.compile("published", re.IGNORECASE))
    context = signed_in.context.browser.new_context()  # type: ignore[union-attr]  # a launched browser is there
    visitor = context.new_page()
    visitor.goto(portal.address("/en/contact/"))
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Contact the town hall")
    context.close()


def test_the_home_page_is_edited(signed_in: Page, portal: Portal) -> None:
    signed_in.goto(portal.address(edit_address(signed_in, portal, "Municipality")))
    expect(signed_in.locator("#id_title")).to_be_visible()
    publish(signed_in)
    expect(signed_in.locator("body")).to_contain_text(re.compile("published", re.IGNORECASE))
