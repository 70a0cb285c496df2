"""Finding pages, datasets and nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from pages.search.actions import index_all_pages
from pages.search.models import PageText
from tests.factories.pages import content, home
from tests.factories.tables import Register
from tests.factories.viewer import load_ground

pytestmark = pytest.mark.django_db


def titles(client: Client, text: str, language: str = "el") -> list[str]:
    groups = client.get(f"/{language}/search/", {"q": text}).context["groups"]
    return [hit.title for group in groups for hit in group.hits]


@pytest.mark.parametrize("typed", ["ελια", "ΕΛΙΆ", "ελιάς", "Ελιες", "ελι"])
def test_accents_capitals_and_the_final_sigma_make_no_difference(client: Client, typed: str) -> None:
    content("Η ελιά της πλατείας", parent=home("el"), slug="elia")
    assert "Η ελιά της πλατείας" in titles(client, typed)


def test_words_inside_blocks_are_found_and_all_words_count(client: Client) -> None:
    content("Leaflet", slug="leaflet", blocks=[("text", "<p>About the <b>harbour</b> lighthouse.</p>")])
    assert titles(client, "lighthouse harbour", "en") == ["Leaflet"]
    assert titles(client, "lighthouse tunnel", "en") == []


def test_other_words_for_it_are_found(client: Client) -> None:
    content("Copy of a record", slug="record", search_words="birth paper")
    assert titles(client, "birth paper", "en") == ["Copy of a record"]


def test_a_title_comes_before_a_mention(client: Client) -> None:
    content("Something else", slug="else", blocks=[("text", "<p>lighthouse lighthouse lighthouse</p>")])
    content("Lighthouse", slug="lighthouse")
    assert titles(client, "lighthouse", "en") == ["Lighthouse", "Something else"]


def test_pages_of_the_other_language_are_not_mixed_in(client: Client) -> None:
    content("Lighthouse", slug="lighthouse")
    assert titles(client, "lighthouse", "el") == []


def test_a_page_that_is_taken_back_is_found_no_more(client: Client) -> None:
    page = content("Lighthouse", slug="lighthouse")
    page.unpublish()
    assert titles(client, "lighthouse", "en") == []


def test_a_private_page_is_not_found(client: Client) -> None:
    page = content("Lighthouse", slug="lighthouse")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    index_all_pages()
    assert titles(client, "lighthouse", "en") == []


def test_a_deleted_page_takes_its_words_along() -> None:
    page = content("Lighthouse", slug="lighthouse")
    assert PageText.objects.filter(page=page).exists()
    page.delete()
    assert not PageText.objects.filter(title="lighthouse").exists()


def test_datasets_are_found(client: Client, forest: Register) -> None:
    assert "Δέντρα της δοκιμής" in titles(client, "ΔΟΚΙΜΉΣ")


def test_without_a_result_the_page_helps(client: Client) -> None:
    text = client.get("/en/search/", {"q": "xyzzy"}).content.decode()
    assert "Nothing found" in text
    assert "What you can try" in text


@pytest.mark.parametrize(
    "typed", ["'", "a & | ! :* ( b", "\0", "<script>alert(1)</script>", "%", "α" * 5000, "   "]
)
def test_strange_words_are_searched_like_any_other(
    client: Client, assert_public: Callable[..., str], typed: str
) -> None:
    text = assert_public(client.get("/el/search/", {"q": typed}))
    assert "<script>alert" not in text


def test_suggestions_are_a_fragment(client: Client) -> None:
    content("Lighthouse", slug="lighthouse")
    text = client.get("/en/search/suggest/", {"q": "lighth"}).content.decode()
    assert "Lighthouse" in text
    assert "<html" not in text
    assert client.get("/en/search/suggest/", {"q": "l"}).content.strip() == b""


def test_suggestions_are_about_titles_not_mentions(client: Client) -> None:
    content("Something else", slug="else", blocks=[("text", "<p>lighthouse</p>")])
    assert client.get("/en/search/suggest/", {"q": "lighthouse"}).content.strip() == b""


def test_a_place_leads_to_the_explorer_there(client: Client) -> None:
    load_ground()
    groups = client.get("/el/search/", {"q": "Αγίας Ειρήνης 12"}).context["groups"]
    hit = next(group for group in groups if group.name == "places").hits[0]
    assert hit.url == "/el/maps/trees/?lat=36.614&lon=22.795&zoom=17"
    suggested = client.get("/el/search/suggest/", {"q": "Αγίας Ειρήνης 12"}).content.decode()
    assert 'href="/el/maps/trees/?lat=36.614&amp;lon=22.795&amp;zoom=17"' in suggested


def test_what_only_the_other_language_has_is_offered_there(client: Client) -> None:
    content("Lighthouse", slug="lighthouse")
    answer = client.get("/el/search/", {"q": "lighthouse"})
    assert [(other.code, other.count) for other in answer.context["elsewhere"]] == [("en", 1)]
    assert 'href="/en/search/?q=lighthouse"' in answer.content.decode()


def test_nothing_is_offered_elsewhere_where_something_is_found_or_nowhere_at_all(client: Client) -> None:
    content("Lighthouse", slug="lighthouse")
    assert client.get("/en/search/", {"q": "lighthouse"}).context["elsewhere"] == []
    assert client.get("/el/search/", {"q": "xyzzy"}).context["elsewhere"] == []
