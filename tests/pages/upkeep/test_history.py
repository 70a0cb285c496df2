"""History and comparison work for pages of blocks, and editors are helped to write for everybody."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.factories.accounts import make_staff
from tests.factories.pages import content, home
from tests.factories.services import service

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("editor@town.test"))
    return client


def body(*texts: str) -> str:
    """Blocks as the editor stores them: each keeps its name from version to version."""
    return json.dumps(
        [
            {"type": "text", "id": f"block-{number}", "value": f"<p>{text}</p>"}
            for number, text in enumerate(texts)
        ]
    )


def test_two_versions_are_compared_block_by_block(editor: Client) -> None:
    page = content("A page")
    page.body = body("The office is open on Monday.", "The fee is gone.")
    first = page.save_revision()
    page.body = body("The office is open on Tuesday.")
    second = page.save_revision()
    answer = editor.get(f"/admin/pages/{page.pk}/revisions/compare/{first.pk}...{second.pk}/")
    text = answer.content.decode()
    assert '<span class="deletion">Monday.</span>' in text
    assert '<span class="addition">Tuesday.</span>' in text
    assert "The fee is gone." in text
    assert editor.get(f"/admin/pages/{page.pk}/history/").status_code == 200


def test_the_home_pages_versions_are_compared_too(editor: Client) -> None:
    page = home("en")
    first = page.save_revision()
    page.question = "What now?"
    second = page.save_revision()
    text = editor.get(f"/admin/pages/{page.pk}/revisions/compare/{first.pk}...{second.pk}/").content.decode()
    assert "What now?" in text or '<span class="addition">' in text


def test_the_editor_has_accessibility_checks_under_the_policy(editor: Client) -> None:
    answer = editor.get(f"/admin/pages/{content('A page').pk}/edit/")
    text = answer.content.decode()
    assert 'data-side-panel="checks"' in text
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_text_in_several_languages_is_compared_word_by_word_where_it_differs(editor: Client) -> None:
    page = service("Dogs", publish=False)
    page.thanks = {"el": "Ευχαριστούμε.", "en": "Thank you all."}
    first = page.save_revision()
    page.thanks = {"el": "Ευχαριστούμε.", "en": "Thank you both."}
    second = page.save_revision()
    answer = editor.get(f"/admin/pages/{page.pk}/revisions/compare/{first.pk}...{second.pk}/")
    text = answer.content.decode()
    assert '<strong>English</strong>: Thank you <span class="deletion">all.</span>' in text
    assert "Ευχαριστούμε" not in text
