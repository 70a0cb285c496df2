"""Changes as Atom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from opendata.catalog.models import Dataset
from opendata.tables.actions import republish
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def told(tree: ElementTree.Element) -> list[tuple[str, str]]:
    return [
        (entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}summary", ""))
        for entry in tree.iter(f"{ATOM}entry")
    ]


def test_a_dataset_tells_its_revisions_newest_first(client: Client, forest: Register) -> None:
    forest.drop([1, 2])
    forest.put_points(1, first=9001)
    republish(forest.name, by=None)
    entries = told(feed(client, f"/en/data/{forest.name}/feed.atom"))
    assert entries == [
        ("Trees of the test: revision 2", "1 row added, 2 rows removed"),
        ("Trees of the test: revision 1", "250 rows added"),
        ("New dataset: Trees of the test", "Every tree."),
    ]


def test_the_catalogue_tells_of_all_datasets_in_the_language_of_its_address(
    client: Client, forest: Register
) -> None:
    tree = feed(client, "/el/data/feed.atom")
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "el"
    assert any(title.startswith("Δέντρα της δοκιμής") for title, _summary in told(tree))
    assert len(told(tree)) <= 50


def test_entries_have_names_that_stay_and_are_each_ones_own(client: Client, forest: Register) -> None:
    tree = feed(client, "/en/data/feed.atom")
    names = [entry.findtext(f"{ATOM}id", "") for entry in tree.iter(f"{ATOM}entry")]
    assert len(set(names)) == len(names)
    assert all(name.startswith("urn:uuid:") for name in names)
    here = [link.get("href", "") for link in tree.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert here[0].endswith("/en/data/feed.atom")


def test_a_feed_is_answered_with_304_until_something_changes(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    address = f"/en/data/{forest.name}/feed.atom"
    etag = client.get(address)["ETag"]
    with count_queries() as queries:
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    assert len(queries) <= 5
    forest.drop([1])
    republish(forest.name, by=None)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_what_is_not_published_has_no_feed(client: Client, forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    assert client.get(f"/en/data/{forest.name}/feed.atom").status_code == 404
    assert b"Trees of the test" not in client.get("/en/data/feed.atom").content
