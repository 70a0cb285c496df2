"""Finding pages, datasets and nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from pages.base.contract import Found, Hit, Question, SearchSource
from pages.base.registry import search_sources
from pages.search.actions import index_all_pages
from pages.search.models import PageText
from tests.factories.pages import content, home
from tests.factories.services import service
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


def test_what_a_service_needs_and_says_and_rests_on_is_found(client: Client) -> None:
    need = ("need", {"title": "A drawing of the veranda", "text": "by an engineer"})
    service(
        "A permit",
        slug="permit",
        needs=[need],
        body=[("text", "<p>About the <b>arcade</b>.</p>")],
        legal_basis="<p>Act 4495</p><p>Article 29</p>",
    )
    for words in ("veranda engineer", "arcade", "4495 article"):
        assert titles(client, words, "en") == ["A permit"]


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


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Πιστοποιητικό γέννησης", "πιστοποιητικού"),
        ("Πιστοποιητικό γέννησης", "πιστοποιητικά γεννήσεως"),
        ("Πιστοποιητικό γέννησης", "ΠΙΣΤΟΠΟΙΗΤΙΚΩΝ"),
        ("Νέοι κάδοι στη γειτονιά", "κάδος"),
        ("Νέοι κάδοι στη γειτονιά", "κάδου"),
        ("Νέοι κάδοι στη γειτονιά", "κάδους"),
        ("Καθαρισμός πλατειών", "πλατεία"),
        ("Η πλατεία μας", "πλατειών"),
        ("Η πλατεία μας", "στην πλατεία"),
        ("Άδεια κατάληψης πεζοδρομίου", "πώς βγάζω άδεια για κατάληψη του πεζοδρομίου"),
        ("Κλάδεμα δέντρου", "κλάδεμα δέντρων"),
        ("Ληξιαρχείο", "ληξιαρχ"),
    ],
)
def test_greek_words_are_found_in_each_of_their_forms(client: Client, title: str, typed: str) -> None:
    content(title, parent=home("el"), slug="form")
    groups = client.get("/el/search/", {"q": typed}).context["groups"]
    assert [hit.title for group in groups if group.name == "pages" for hit in group.hits] == [title]


@pytest.mark.parametrize("typed", ["certificates", "certified", "certificat", "CERTIFICATE for me"])
def test_english_words_too(client: Client, typed: str) -> None:
    content("Birth certificate, certified", slug="form")
    assert titles(client, typed, "en") == ["Birth certificate, certified"]


def test_other_words_with_the_same_beginning_are_not_found(client: Client) -> None:
    content("Ελικόπτερο", parent=home("el"), slug="heli")
    content("Ελιά", parent=home("el"), slug="elia")
    assert titles(client, "ελιές") == ["Ελιά"]


def test_a_phrase_in_quotes_wants_its_words_side_by_side(client: Client) -> None:
    content("Permit for the market", slug="one", blocks=[("text", "<p>A market with a permit.</p>")])
    content("Market permit", slug="two")
    assert titles(client, "“market permit”", "en") == ["Market permit"]
    assert titles(client, '"market permits"', "en") == ["Market permit"]
    assert set(titles(client, "market permit", "en")) == {"Market permit", "Permit for the market"}


def test_one_kind_at_a_time_with_pages(client: Client, count_queries: Any) -> None:
    for number in range(25):
        content(f"Lighthouse {number:02}", slug=f"l-{number}")
    answer = client.get("/en/search/", {"q": "lighthouse"})
    (group,) = answer.context["groups"]
    assert (group.total, len(group.hits), group.more) == (25, 6, 19)
    assert "all 25 results" in answer.content.decode()
    with count_queries() as queries:
        second = client.get("/en/search/", {"q": "lighthouse", "kind": "pages", "page": "2"})
    assert [hit.title for hit in second.context["groups"][0].hits] == [
        f"Lighthouse {number:02}" for number in range(20, 25)
    ]
    assert len(queries) <= 30
    assert 'rel="prev"' in second.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999", "²", "99"])
def test_a_strange_number_of_a_page_is_no_error(client: Client, page: str) -> None:
    content("Lighthouse", slug="l")
    assert client.get("/en/search/", {"q": "lighthouse", "kind": "pages", "page": page}).status_code == 200


def test_a_kind_that_there_is_not_shows_everything(client: Client) -> None:
    content("Lighthouse", slug="l")
    groups = client.get("/en/search/", {"q": "lighthouse", "kind": "<b>"}).context["groups"]
    assert [group.name for group in groups] == ["pages"]


def test_another_room_adds_what_it_has(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(question: Question, _request: Any, start: int, stop: int) -> Found:
        return Found(1, [Hit("A bench", "/bench/")]) if question.words == ["bench"] else Found()

    monkeypatch.setitem(search_sources._things, "benches", SearchSource("Benches", "star", find, order=1))
    groups = client.get("/en/search/", {"q": "bench"}).context["groups"]
    assert [(group.name, group.title, group.total) for group in groups] == [("benches", "Benches", 1)]
    assert "A bench" in client.get("/en/search/suggest/", {"q": "bench"}).content.decode()


def test_suggestions_ask_little_of_the_database(client: Client, count_queries: Any) -> None:
    content("Lighthouse", slug="lighthouse")
    client.get("/en/search/suggest/", {"q": "lighth"})
    with count_queries() as queries:
        client.get("/en/search/suggest/", {"q": "lighth"})
    assert len(queries) <= 10


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


@pytest.mark.parametrize(
    ("typed", "language"), [("γνήσιο", "el"), ("verify", "en"), ("genuine document", "en")]
)
def test_pages_that_no_editor_wrote_are_found(client: Client, typed: str, language: str) -> None:
    groups = client.get(f"/{language}/search/", {"q": typed}).context["groups"]
    assert "/verify/" in [hit.url.removeprefix(f"/{language}") for group in groups for hit in group.hits]
