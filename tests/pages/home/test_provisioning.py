"""What a new municipality finds."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django_tenants.utils import tenant_context
from wagtail.models import Page, Site

from cms.municipalities.actions import provision
from pages.home.models import HomePage
from pages.navigation.models import Navigation
from tests.factories.pages import content, home

pytestmark = pytest.mark.django_db


def test_a_new_municipality_has_a_home_page_in_each_language() -> None:
    homes = HomePage.objects.select_related("locale")
    assert {page.locale.language_code for page in homes} == {"el", "en"}
    assert len({page.translation_key for page in homes}) == 1
    assert all(page.live and page.latest_revision_id for page in homes)


def test_wagtails_own_greeting_is_gone_and_the_site_starts_at_home() -> None:
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()
    assert Site.objects.get().root_page.specific == HomePage.objects.order_by("pk").first()


def test_what_the_law_asks_for_is_there_in_each_language(client: Client) -> None:
    for language in ("el", "en"):
        for slug in ("accessibility", "privacy", "contact", "services", "take-part", "news", "events"):
            assert client.get(f"/{language}/{slug}/").status_code == 200


def test_every_link_of_menu_and_footer_leads_somewhere(client: Client) -> None:
    response = client.get("/en/")
    addresses = [entry["url"] for entry in response.context["main_menu"]]
    addresses += [link["url"] for column in response.context["footer_columns"] for link in column["links"]]
    assert len(addresses) > 8
    assert [url for url in addresses if client.get(url).status_code != 200] == []


def test_provisioning_again_changes_nothing(town: Any) -> None:
    page = home()
    page.question = "Edited by hand?"
    page.save_revision().publish()
    before = (Page.objects.count(), Navigation.objects.count())
    provision(town)
    assert (Page.objects.count(), Navigation.objects.count()) == before
    assert home().question == "Edited by hand?"


def test_those_who_publish_are_called_approvers() -> None:
    assert set(Group.objects.values_list("name", flat=True)) >= {"Editors", "Approvers"}
    assert not Group.objects.filter(name="Moderators").exists()


def test_a_second_municipality_shows_nothing_of_the_first(
    town: Any, other_town: Any, client: Client, other_client: Client
) -> None:
    content("Only in the first town", slug="only-here", summary="A very particular sentence.")
    assert b"Only in the first town" in client.get("/en/only-here/").content
    assert other_client.get("/en/only-here/").status_code == 404
    for address in ("/en/", "/en/search/?q=particular", "/sitemap.xml", "/en/services/"):
        text = other_client.get(address).content.decode()
        assert "Only in the first town" not in text
        assert "only-here" not in text
    with tenant_context(other_town):
        assert HomePage.objects.count() == 2


def test_approvers_may_change_menus_and_datasets() -> None:
    rights = set(Group.objects.get(name="Approvers").permissions.values_list("codename", flat=True))
    assert {"change_navigation", "change_dataset", "submit_translation"} <= rights
