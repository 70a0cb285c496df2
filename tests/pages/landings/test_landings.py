"""An editor's words around the catalogue and the maps."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.theme.registry import listings
from pages.base.actions import blocks_json, publish_below
from pages.landings.choices import List
from pages.landings.models import LandingPage
from tests.factories.pages import home, section

pytestmark = pytest.mark.django_db


def landing(shown: List, *, parent: Any = None, title: str = "Our data", **fields: Any) -> LandingPage:
    parent = parent or home()
    parent.refresh_from_db()
    page = LandingPage(
        title=title,
        shown_list=shown.value,
        locale=parent.locale,
        body=blocks_json([("text", "<p>Before the list</p>")]),
        after=blocks_json([("text", "<p>After the list</p>")]),
        **fields,
    )
    publish_below(parent, page)
    return page


@pytest.mark.parametrize(
    ("shown", "path", "inside"),
    [(List.CATALOGUE, "/en/data/", "/en/data/trees/"), (List.MAPS, "/en/maps/", "/en/maps/trees/")],
)
def test_words_stand_around_the_list_at_its_own_address(
    client: Client, shown: List, path: str, inside: str
) -> None:
    page = landing(shown, summary="What we know.")
    assert page.get_url() == path
    text = client.get(f"{path}?fresh").content.decode()
    assert "<h1>Our data</h1>" in text
    assert text.index("Before the list") < text.index(f'href="{inside}"') < text.index("After the list")
    assert "Before the list" not in client.get(path.replace("/en/", "/el/")).content.decode()


def test_without_such_a_page_the_list_has_its_own_words(client: Client) -> None:
    assert "<h1>Open data</h1>" in client.get("/en/data/").content.decode()


def test_a_list_that_a_view_makes_stands_below_the_home_page_only() -> None:
    part = section("Part", slug="part")
    with pytest.raises(ValidationError) as problem:
        landing(List.CATALOGUE, parent=part)
    assert list(problem.value.message_dict) == ["shown_list"]


def test_a_registered_list_stands_between_the_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    landing(List.CAMPAIGNS, slug="campaigns")
    assert "Nothing here yet" in client.get("/en/campaigns/?fresh").content.decode()
    monkeypatch.setitem(listings._things, "campaigns", lambda _request: "three campaigns")
    text = client.get("/en/campaigns/?fresh").content.decode()
    assert text.index("Before the list") < text.index("three campaigns") < text.index("After the list")


def test_the_sitemap_names_the_address_once(client: Client) -> None:
    landing(List.CATALOGUE)
    assert client.get("/sitemap.xml").content.decode().count("<loc>http://town.test/en/data/</loc>") == 1
