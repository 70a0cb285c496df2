"""Links that lead nowhere are found, wherever they stand on a page; no other host is asked."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from pages.upkeep.actions import check_all_links
from pages.upkeep.models import BrokenLink
from tests.factories.accounts import make_staff
from tests.factories.pages import content, home, link
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def broken() -> list[tuple[str, str, str]]:
    check_all_links()
    return [(row.page.title, row.problem, row.words) for row in BrokenLink.objects.select_related("page")]


def text(*anchors: str) -> tuple[str, str]:
    return ("text", f"<p>{' '.join(anchors)}</p>")


def test_a_new_portal_has_no_broken_link(town: Any) -> None:
    assert broken() == []


def test_pages_that_are_gone_or_taken_back_are_found_in_texts_and_in_blocks() -> None:
    gone, hidden = content("Gone", slug="gone"), content("Hidden", slug="hidden")
    content(
        "Reader",
        slug="reader",
        blocks=[
            text(
                f'<a linktype="page" id="{gone.pk}">to the <b>gone</b></a>',
                f'<a linktype="page" id="{home().pk}">home</a>',
            ),
            ("links", {"title": "", "links": [link("to the hidden", page=hidden)]}),
        ],
    )
    assert broken() == []
    gone.delete()
    hidden.unpublish()
    assert broken() == [
        ("Reader", "page-gone", "to the gone"),
        ("Reader", "page-not-public", "to the hidden"),
    ]


def test_documents_that_are_gone_are_found() -> None:
    content("Reader", slug="reader", blocks=[text('<a linktype="document" id="4711">a form</a>')])
    assert broken() == [("Reader", "document-gone", "a form")]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("/contact/", None),
        ("/en/contact/", None),
        # The block puts the language in front: this is what a reader would be led to.
        ("/el/contact/", "no-answer"),
        ("/contact", None),
        ("/contact/#hours", None),
        ("/data/", None),
        ("/data/no-such-dataset/", "no-answer"),
        ("/nowhere/", "no-answer"),
        ("http://town.test/en/nowhere/", "no-answer"),
        ("https://elsewhere.test/nowhere/", None),
        ("mailto:a@b.test", None),
        ("/moved/", None),
        ("/api/v1/", None),
        ("/search/?q=x", None),
    ],
)
def test_addresses_of_this_portal_are_asked_and_no_others(
    address: str, problem: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Redirect.objects.create(old_path="/en/moved", redirect_page=home())
    content("Reader", slug="reader", blocks=[("links", {"title": "", "links": [link("there", address)]})])
    monkeypatch.setattr(socket, "getaddrinfo", None)
    assert broken() == ([("Reader", problem, "there")] if problem else [])


def test_a_page_that_cannot_be_made_is_not_the_links_fault(
    forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(*_arguments: Any) -> bool:
        raise ValueError("no")

    monkeypatch.setattr("pages.upkeep.checking.answers_head", spoil)
    content("Reader", slug="reader", blocks=[("links", {"title": "", "links": [link("there", "/data/")]})])
    assert broken() == []


def test_the_report_lists_them_and_looks_again_when_asked(client: Client) -> None:
    client.force_login(make_staff("editor@town.test", group="Editors"))
    content(
        "Reader",
        slug="reader",
        blocks=[("links", {"title": "", "links": [link("<b>there</b>", "/nowhere/")]})],
    )
    check_all_links()
    page = client.get("/admin/reports/broken-links/").content.decode()
    assert "&lt;b&gt;there&lt;/b&gt;" in page
    assert "/nowhere/" in page
    answer = client.post("/admin/reports/broken-links/again/")
    assert answer["Location"] == "/admin/reports/broken-links/"
    client.force_login(make_staff("officer@town.test", group="Officers"))
    assert client.post("/admin/reports/broken-links/again/").status_code in (302, 403)
    assert client.get("/admin/reports/broken-links/").status_code == 302
