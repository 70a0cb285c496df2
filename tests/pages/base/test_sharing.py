"""What other sites are told of a page, and the picture that is drawn of its title."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from wagtail.contrib.redirects.models import Redirect

from cms.theme.share_pictures import share_picture
from pages.base.actions import publish_changes
from tests.factories.media import picture
from tests.factories.pages import content

pytestmark = pytest.mark.django_db
COLOURS = {"deep": "#08324b", "brand": "#0b4a6f", "accent": "#c2512f"}


def address(client: Client, path: str) -> str:
    found = re.search(
        r'property="og:image" content="http://town.test([^"]+)"', client.get(path).content.decode()
    )
    assert found is not None
    return found[1]


def test_a_page_has_a_picture_of_its_title_made_once(client: Client) -> None:
    page = content("Πιστοποιητικό γέννησης", slug="birth")
    first = address(client, "/en/birth/?1")
    answer = client.get(first)
    with Image.open(BytesIO(answer.content)) as drawn:
        assert (drawn.size, drawn.format) == ((1200, 630), "PNG")
    assert "immutable" in answer["Cache-Control"]
    assert client.get(first).content == answer.content
    publish_changes(page, title="Other words")
    second = address(client, "/en/birth/?2")
    assert second != first
    # Links that were sent before lead to the present picture.
    assert client.get(first)["Location"].endswith(second)


def test_a_picture_that_an_editor_chose_is_taken(client: Client) -> None:
    content("Leaflet", slug="leaflet", share_image=picture())
    assert address(client, "/en/leaflet/").startswith("/media/")


def test_nobody_gets_the_title_of_a_draft(client: Client) -> None:
    page = content("Secret", slug="secret")
    path = address(client, "/en/secret/")
    page.unpublish()
    assert client.get(path).status_code == 404


def test_greek_and_latin_letters_are_drawn_and_not_left_out() -> None:
    empty = share_picture("", "", **COLOURS)
    pictures = {share_picture(title, "", **COLOURS) for title in ("Δήμος", "Δημος", "Town", "2026", "Ὀδός")}
    assert len(pictures | {empty}) == 6


@pytest.mark.parametrize("title", ["x" * 255, "λ" * 255, "word " * 50, "\u202e\U0001f600\x00 odd", " "])
def test_any_title_fits(title: str) -> None:
    with Image.open(BytesIO(share_picture(title, "T" * 255, **COLOURS))) as drawn:
        assert drawn.size == (1200, 630)


def test_a_page_that_gets_another_address_sends_visitors_on(
    client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = content("Leaflet", slug="leaflet")
    with django_capture_on_commit_callbacks(execute=True):
        publish_changes(page, slug="flyer")
    assert Redirect.objects.get().old_path == "/en/leaflet"
    answer = client.get("/en/leaflet/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/flyer/")
