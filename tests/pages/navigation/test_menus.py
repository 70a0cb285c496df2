"""Main menu, footer, and the way to the other language."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from pages.base.actions import blocks_json
from pages.navigation.models import Navigation
from tests.factories.accounts import make_resident
from tests.factories.pages import content, home, link

pytestmark = pytest.mark.django_db


def menu(*entries: dict[str, object]) -> None:
    navigation = Navigation.objects.get(locale__language_code="en")
    navigation.main_menu = blocks_json([("link", entry) for entry in entries])
    navigation.save()


def test_a_menu_is_edited_in_the_admin(admin_client: Client, client: Client) -> None:
    navigation = Navigation.objects.get(locale__language_code="en")
    address = reverse("navigation:edit", args=[navigation.pk])
    assert admin_client.get(address).status_code == 200
    answer = admin_client.post(
        address,
        {
            "main_menu-count": "1",
            "main_menu-0-deleted": "",
            "main_menu-0-order": "0",
            "main_menu-0-type": "link",
            "main_menu-0-id": "",
            "main_menu-0-value-title": "Only this",
            "main_menu-0-value-page": "",
            "main_menu-0-value-address": "/data/",
            "footer_columns-count": "0",
            "footer_note": "With kind regards",
        },
    )
    assert answer.status_code == 302
    text = client.get("/en/").content.decode()
    assert "Only this" in text
    assert "With kind regards" in text
    assert "Only this" not in client.get("/el/").content.decode()


def test_nobody_adds_a_second_menu_of_a_language(admin_client: Client) -> None:
    assert reverse("navigation:index") in admin_client.get("/admin/").content.decode()
    assert admin_client.get(reverse("navigation:add")).status_code == 302


def test_the_entry_one_is_in_is_marked(client: Client) -> None:
    menu(link("Services", "/services/"), link("Data", "/data/"))
    marked = [entry["title"] for entry in client.get("/en/data/").context["main_menu"] if entry["active"]]
    assert marked == ["Data"]
    assert not any(entry["active"] for entry in client.get("/en/").context["main_menu"])


def test_a_link_to_a_page_that_is_gone_leaves_the_menu(client: Client) -> None:
    page = content("Leaflet", slug="leaflet")
    menu(link("Leaflet", page=page), link("Data", "/data/"))
    page.unpublish()
    assert [entry["title"] for entry in client.get("/en/").context["main_menu"]] == ["Data"]


def test_the_language_switch_leads_to_the_translation(client: Client) -> None:
    there = content("Leaflet", slug="leaflet")
    here = content("Φυλλάδιο", parent=home("el"), slug="fylladio")
    here.translation_key = there.translation_key
    here.save()
    links = {entry["code"]: entry["url"] for entry in client.get("/en/leaflet/").context["language_links"]}
    assert links == {"en": "/en/leaflet/", "el": "/el/fylladio/"}


def test_without_a_translation_the_switch_leads_to_the_nearest_page(client: Client) -> None:
    content("Leaflet", slug="leaflet")
    links = {entry["code"]: entry["url"] for entry in client.get("/en/leaflet/").context["language_links"]}
    # The page there says that this one is not translated: the address names it.
    assert urlsplit(links["el"]).path == "/el/"


def test_the_catalogue_is_the_same_page_in_each_language(client: Client) -> None:
    links = {entry["code"]: entry["url"] for entry in client.get("/en/data/").context["language_links"]}
    assert links["el"] == "/el/data/"


def test_the_top_bar_knows_who_is_signed_in_and_nobody_else_gets_their_page(
    client: Client,
) -> None:
    """The page is kept for people who are not signed in; another one must neither be kept nor sent to them."""
    person = make_resident("me@town.test")
    before = client.get("/en/").content.decode()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    mine = client.get("/en/")
    stranger = Client(SERVER_NAME="town.test").get("/en/").content.decode()
    assert before == stranger
    for page, shown, hidden in ((mine.content.decode(), "logout", "login"), (stranger, "login", "logout")):
        bar = page.partition('class="topbar"')[2].partition("</header>")[0]
        assert f"/en/account/{shown}/" in bar
        assert f"/en/account/{hidden}/" not in bar
    assert "public" not in mine.get("Cache-Control", "")


def test_search_and_the_way_to_check_a_document_stand_on_every_page(client: Client) -> None:
    page = client.get("/en/trace/").content.decode()
    assert page.partition("</header>")[0].count('href="/en/search/"') == 2
    assert '/verify/"' in page.partition("<footer")[2]
