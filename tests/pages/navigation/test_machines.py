"""sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.factories.pages import content

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(client: Client) -> list[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [element.text or "" for element in tree.findall("s:url/s:loc", NAMES)]


def test_the_sitemap_lists_public_pages_in_each_language(client: Client) -> None:
    content("Shown", slug="shown")
    content("Hidden", slug="hidden").unpublish()
    found = addresses(client)
    assert {"http://town.test/el/", "http://town.test/en/", "http://town.test/en/shown/"} <= set(found)
    assert not any("hidden" in address for address in found)
    assert len(found) == len(set(found))


def test_the_sitemap_costs_the_same_for_many_pages(client: Client, count_queries: Callable[[], Any]) -> None:
    client.get("/sitemap.xml")
    with count_queries() as few:
        client.get("/sitemap.xml")
    for number in range(8):
        content(f"Leaflet {number}", slug=f"leaflet-{number}")
    client.get("/sitemap.xml")
    with count_queries() as many:
        client.get("/sitemap.xml")
    assert len(many) == len(few)


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://town.test/sitemap.xml" in text
