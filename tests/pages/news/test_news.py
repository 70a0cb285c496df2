"""The list of news, an article, and what feed readers are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.media import picture
from tests.factories.town_life import article, news_list

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def titles(client: Client, query: str = "?fresh") -> list[str]:
    return [card["title"] for card in client.get(f"/en/news/{query}").context["cards"]]


def test_articles_are_listed_by_their_date_not_by_when_they_were_made(client: Client) -> None:
    article("Latest", "2026-11-20")
    article("Oldest", "2025-01-03")
    article("Middle", "2026-02-03")
    assert titles(client) == ["Latest", "Middle", "Oldest"]


def test_the_list_is_narrowed_by_topic_and_year(client: Client) -> None:
    article("A", "2026-11-20", ("streets",))
    article("B", "2025-11-20", ("streets", "culture"))
    article("C", "2025-01-20", ("culture",))
    assert titles(client, "?topic=streets") == ["A", "B"]
    assert titles(client, "?topic=culture&year=2025") == ["B", "C"]
    assert titles(client, "?topic=streets&year=2025") == ["B"]


@pytest.mark.parametrize("query", ["?topic=<script>", "?year=9999", "?year=x", "?topic=nothing&page=abc"])
def test_a_value_that_is_no_choice_filters_nothing(client: Client, query: str) -> None:
    article("A")
    answer = client.get(f"/en/news/{query}")
    assert [card["title"] for card in answer.context["cards"]] == ["A"]
    assert b"<script>" not in answer.content.replace(b"<script type", b"").replace(b"<script src", b"")


def test_a_draft_is_neither_listed_nor_told(client: Client) -> None:
    article("Hidden").unpublish()
    assert titles(client) == []
    assert "Hidden" not in client.get("/en/news/feed.atom").content.decode()


def test_a_long_list_has_pages_and_each_is_an_address_of_its_own(client: Client) -> None:
    for number in range(13):
        article(f"News {number:02}", f"2026-01-{number + 1:02}")
    second = client.get("/en/news/?page=2")
    assert [card["title"] for card in second.context["cards"]] == ["News 00"]
    assert '<link rel="canonical" href="http://town.test/en/news/?page=2">' in second.content.decode()


def test_the_list_costs_the_same_for_few_and_for_many(
    client: Client, count_queries: Callable[[], Any]
) -> None:
    article("One", topics=("streets",))
    client.get("/en/news/?fresh")
    with count_queries() as few:
        client.get("/en/news/?fresh")
    for number in range(6):
        article(f"More {number}", topics=("streets", "culture"))
    client.get("/en/news/?fresh")
    with count_queries() as many:
        client.get("/en/news/?fresh")
    assert len(many) == len(few)


def test_feeds_tell_of_the_articles_in_the_language_of_the_list(client: Client) -> None:
    page = article("Water mains", topics=("streets",), summary="Two cuts & no more.")
    answer = client.get("/en/news/feed.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:title", namespaces=ATOM) == "Water mains"
    assert entry.findtext("a:id", namespaces=ATOM) == f"urn:uuid:{page.translation_key}:en"
    rss = ElementTree.fromstring(client.get("/en/news/feed.rss").content)
    assert rss.findtext("channel/item/description") == "Two cuts & no more."
    assert len(ElementTree.fromstring(client.get("/el/news/feed.rss").content).findall("channel/item")) == 0


def test_browsers_find_the_feeds_on_the_list_and_on_the_home_page(client: Client) -> None:
    wanted = 'type="application/atom+xml" title="News (Atom)" href="/en/news/feed.atom"'
    assert wanted in client.get("/en/news/?fresh").content.decode()
    assert wanted in client.get("/en/?fresh").content.decode()


def test_an_article_tells_search_engines_what_it_is(client: Client, town: Any) -> None:
    article("</script><b>Bold", "2026-11-02", slug="bold")
    text = client.get("/en/news/bold/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    told = json.loads(found[1])
    assert (told["@type"], told["headline"]) == ("NewsArticle", "</script><b>Bold")
    assert told["datePublished"] == "2026-11-02"
    assert "<b>Bold" not in text


def test_a_picture_needs_its_words() -> None:
    page = article("With a picture")
    page.picture = picture()
    with pytest.raises(ValidationError) as problem:
        page.clean()
    assert list(problem.value.message_dict) == ["picture_alt"]


def test_pages_of_the_list_are_the_same_for_everybody(
    client: Client, assert_public: Callable[[Any], str]
) -> None:
    article("Open", slug="open")
    assert_public(client.get("/en/news/?fresh"))
    assert "Open" in assert_public(client.get("/en/news/open/?fresh"))


def test_every_new_municipality_has_a_list_of_news_in_each_language() -> None:
    assert news_list("el").translation_key == news_list("en").translation_key
