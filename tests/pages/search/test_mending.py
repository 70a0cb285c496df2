"""When nothing is found: other spellings, other words, and what editors know better."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from pages.search.actions import learn_all_words
from pages.search.models import KnownWord, PromotedResult, SynonymGroup
from tests.factories.pages import content, home
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def titles(client: Client, text: str, language: str = "el") -> list[str]:
    groups = client.get(f"/{language}/search/", {"q": text}).context["groups"]
    return [hit.title for group in groups for hit in group.hits]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("πιστοπιητικο", "πιστοποιητικό"),
        ("πιστωποιητηκό γέννησης", "πιστοποιητικό γεννησησ"),
        ("pistopoihtiko", "πιστοποιητικό"),
        ("pistopoiitiko genisis", "πιστοποιητικό γέννησης"),
        ("πιστοποιτηικό", "πιστοποιητικό"),
    ],
)
def test_a_mistyped_word_is_put_right(client: Client, typed: str, meant: str) -> None:
    content("Πιστοποιητικό γέννησης", parent=home("el"), slug="cert")
    answer = client.get("/el/search/", {"q": typed})
    assert answer.context["count"] == 0
    proposal = answer.context["proposal"]
    assert (proposal.text, proposal.count) == (meant, 1)
    assert titles(client, proposal.text) == ["Πιστοποιητικό γέννησης"]


def test_nothing_is_proposed_that_finds_nothing_or_is_too_different(client: Client) -> None:
    content("Πιστοποιητικό γέννησης", parent=home("el"), slug="cert")
    for typed in ("ελικόπτερο", "xyzzy", "πι", "12345"):
        assert client.get("/el/search/", {"q": typed}).context["proposal"] is None
    page = content("Φαροφύλακας", parent=home("el"), slug="gone")
    page.unpublish()
    assert client.get("/el/search/", {"q": "φαροφιλακας"}).context["proposal"] is None


def test_words_of_pages_that_are_gone_are_forgotten_at_night(forest: Register) -> None:
    page = content("Φαροφύλακας", parent=home("el"), slug="gone")
    assert KnownWord.objects.filter(folded="φαροφυλακασ", shown="φαροφύλακας").exists()
    page.unpublish()
    learn_all_words()
    assert not KnownWord.objects.filter(folded="φαροφυλακασ").exists()
    # Names of datasets are known too.
    assert KnownWord.objects.filter(language="el", folded="δοκιμησ").exists()


def test_pages_with_some_of_the_words_are_better_than_none(client: Client) -> None:
    content("Harbour master", slug="one")
    content("Harbour lighthouse", slug="two")
    answer = client.get("/en/search/", {"q": "lighthouse harbour tunnel"})
    assert answer.context["count"] == 0
    assert [hit.title for hit in answer.context["half_found"]] == ["Harbour lighthouse", "Harbour master"]


def test_synonyms_work_both_ways_and_in_one_language(client: Client) -> None:
    SynonymGroup.objects.create(language="el", words="Πιστοποιητικό γέννησης\nΛηξιαρχική πράξη\nΜαντζουράνα")
    content("Πιστοποιητικό γέννησης", parent=home("el"), slug="one")
    content("Ληξιαρχική πράξη", parent=home("el"), slug="two")
    both = {"Πιστοποιητικό γέννησης", "Ληξιαρχική πράξη"}
    for typed in ("πιστοποιητικά γεννήσεων", "ληξιαρχικές πράξεις", "μαντζουράνας"):
        assert set(titles(client, typed)) == both
    content("A lighthouse", slug="three")
    assert titles(client, "μαντζουράνα lighthouse", "en") == []


def test_synonyms_count_for_datasets_too(client: Client, forest: Register) -> None:
    SynonymGroup.objects.create(language="el", words="δέντρα\nπράσινο")
    assert "Δέντρα της δοκιμής" in titles(client, "πράσινο δοκιμής")


@pytest.mark.parametrize("words", ["", "one", "One\none", "...\n;;"])
def test_a_group_of_synonyms_holds_two_different_words(words: str) -> None:
    with pytest.raises(ValidationError):
        SynonymGroup(language="en", words=words).full_clean()


def recommend(**facts: object) -> PromotedResult:
    row = PromotedResult(**{"language": "en", "words": "rubbish\nbulky waste", **facts})  # type: ignore[arg-type]  # plain facts
    row.full_clean()
    row.save()
    return row


def test_what_is_recommended_stands_on_top_and_among_the_suggestions(client: Client) -> None:
    recommend(page=home("en"), title="Order a collection", text="Free, by phone.")
    answer = client.get("/en/search/", {"q": "where does my bulky waste go?"})
    (hit,) = answer.context["promoted"]
    assert (hit.title, hit.url, hit.text) == ("Order a collection", "/en/", "Free, by phone.")
    assert "Recommended" in answer.content.decode()
    assert client.get("/en/search/", {"q": "waste"}).context["promoted"] == []
    for typed in ("rub", "bulky wa", "waste"):
        assert "Order a collection" in client.get("/en/search/suggest/", {"q": typed}).content.decode()
    assert "Order a collection" not in client.get("/en/search/suggest/", {"q": "bulky x"}).content.decode()
    assert client.get("/el/search/", {"q": "rubbish"}).context["promoted"] == []


def test_a_recommended_page_that_is_taken_back_is_not_recommended(client: Client) -> None:
    page = content("Bins", slug="bins")
    recommend(page=page)
    assert len(client.get("/en/search/", {"q": "rubbish"}).context["promoted"]) == 1
    page.unpublish()
    assert client.get("/en/search/", {"q": "rubbish"}).context["promoted"] == []


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"address": "javascript:alert(1)", "title": "x"},
        {"address": "//elsewhere.test", "title": "x"},
        {"address": "/data/"},
        {"address": "/data/", "title": "x", "words": "!!"},
    ],
)
def test_a_recommendation_that_leads_nowhere_is_refused(facts: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        recommend(**facts)
