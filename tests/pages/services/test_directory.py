"""The directory of services: doors, headings, A to Z."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cms.audit.models import Deed
from pages.services.listing import OTHER, Chosen, Entry, listed
from pages.services.models import ServiceDirectoryPage, ServicePage, Topic
from pages.services.starting import provision_services
from tests.factories.pages import home, section
from tests.factories.services import both, directory, question, service, step

pytestmark = pytest.mark.django_db
ENTRIES = [
    Entry("Πιστοποιητικό", "/a", audiences=frozenset({"resident"}), events=frozenset({"birth"})),
    Entry("Άδεια", "/b", audiences=frozenset({"business"}), topics=frozenset({"permits"})),
    Entry("αγορά", "/c", audiences=frozenset({"business", "resident"}), topics=frozenset({"permits"})),
    Entry("3 βήματα", "/d"),
]


@pytest.fixture(autouse=True)
def _in_english(_in_the_portals_language: None) -> Iterator[None]:
    with override("en"):
        yield


def topics() -> dict[str, Topic]:
    return {"permits": Topic(slug="permits", names={"en": "Permits", "el": "Άδειες"})}


def asked(**query: str) -> Chosen:
    return Chosen.of(query, topics())


def main_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_letters_are_folded_and_signs_come_last() -> None:
    found = listed(ENTRIES, asked())
    assert [letter.sign for letter in found.letters] == ["Α", "Π", OTHER]
    assert [entry.title for entry in found.letters[0].entries] == ["αγορά", "Άδεια"]


def test_a_door_counts_what_it_leads_to_and_the_open_one_leads_back() -> None:
    found = listed(ENTRIES, asked(**{"for": "business"}))
    doors = {door.title: door for door in found.audiences}
    assert doors["Businesses"].is_open
    assert doors["Businesses"].url == "?"
    assert doors["Residents"].count == 2
    assert found.count == 2
    assert [(door.title, door.count, door.url) for door in found.topics] == [
        ("Permits", 2, "?for=business&topic=permits")
    ]


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ({}, ""),
        ({"for": "business"}, "Services for businesses"),
        ({"event": "moving"}, "Services: Moving house"),
        ({"for": "ngo", "topic": "permits"}, "Services for associations and NGOs: Permits"),
        ({"for": "martians", "topic": "ufo", "event": "'--"}, ""),
    ],
)
def test_headings_are_words(query: dict[str, str], heading: str) -> None:
    assert asked(**query).heading == heading


@given(st.dictionaries(st.sampled_from(["for", "event", "topic"]), st.text(max_size=20)))
def test_whatever_is_asked_for_is_answered(query: dict[str, str]) -> None:
    found = listed(ENTRIES, Chosen.of(query, {}))
    assert sum(len(letter.entries) for letter in found.letters) == found.count <= found.total


def test_a_new_town_starts_with_a_directory_and_eight_topics(town: Any, client: Client) -> None:
    assert type(home("en").get_children().get(slug="services").specific) is ServiceDirectoryPage
    assert Topic.objects.count() == 8
    assert "Nothing here yet" in main_of(client, "/en/services/")


def test_a_town_with_a_plain_section_keeps_it_and_service_pages_stand_there(town: Any) -> None:
    home("en").get_children().get(slug="services").delete()
    kept = section("Services", slug="services")
    provision_services(town)
    assert home("en").get_children().get(slug="services").pk == kept.pk
    assert ServicePage in type(kept).allowed_subpage_models()


def test_topics_that_editors_took_away_stay_away(town: Any) -> None:
    Topic.objects.exclude(slug="fees").delete()
    provision_services(town)
    assert [topic.slug for topic in Topic.objects.all()] == ["fees"]


def test_the_page_lists_services_with_their_promise(
    client: Client, assert_public: Callable[[HttpResponse], str]
) -> None:
    form = step(both("Ποιος", "Who"), question("email", both("Διεύθυνση", "E-mail")))
    service("Market stall", form, slug="market", cost="€4 a day", duration="20 days", audiences=["business"])
    service("Help at home", slug="help", audiences=["resident"], duration="a week or so, or sometimes longer")
    text = assert_public(client.get("/en/services/?fresh"))
    assert "Online" in text
    assert "€4 a day" in text
    assert 'href="/en/services/market/"' in text
    narrowed = main_of(client, "/en/services/?for=business")
    assert "<h1>Services for businesses</h1>" in narrowed
    assert "Help at home" not in narrowed
    assert "/en/services/market/" in narrowed


def test_nothing_fits_is_said_with_a_way_out(client: Client) -> None:
    service("Help at home", audiences=["resident"])
    text = main_of(client, "/en/services/?for=ngo&event=death")
    assert "No service fits all of this" in text


def test_markup_in_titles_is_text(client: Client) -> None:
    service("<script>alert(1)</script>", summary="<b>bold</b>")
    text = main_of(client, "/en/services/")
    assert "<script>alert" not in text
    assert "&lt;b&gt;bold" in text


def test_drafts_private_pages_and_other_languages_are_not_listed(client: Client) -> None:
    service("A draft", publish=False)
    service("Ελληνικά", parent=directory("el"))
    assert "Nothing here yet" in main_of(client, "/en/services/")
    assert "Ελληνικά" in main_of(client, "/el/services/")


def test_ten_services_cost_as_many_queries_as_two(client: Client, count_queries: Callable[[], Any]) -> None:
    for number in range(2):
        service(f"Service {number}")
    client.get("/en/services/?warm")
    with count_queries() as few:
        client.get("/en/services/?few")
    for number in range(2, 10):
        service(f"Service {number}")
    client.get("/en/services/?warm2")
    with count_queries() as many:
        client.get("/en/services/?many")
    assert len(many) <= len(few)


def test_editors_may_change_topics_and_only_approvers_take_them_away(town: Any) -> None:
    rights = {
        name: set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ("Editors", "Approvers")
    }
    assert {"add_topic", "change_topic"} <= rights["Editors"]
    assert "delete_topic" not in rights["Editors"]
    assert "delete_topic" in rights["Approvers"]


def test_an_administrator_adds_a_topic_in_the_back_office(admin_client: Client) -> None:
    before = Deed.objects.count()
    response = admin_client.post(
        "/admin/snippets/pages_services/topic/add/",
        {"names_el": "Γάτες", "names_en": "Cats", "slug": "cats", "icon": "dog"},
    )
    assert response.status_code == 302
    assert str(Topic.objects.get(slug="cats").names["el"]) == "Γάτες"
    assert Deed.objects.count() == before + 1
