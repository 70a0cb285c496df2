"""The dataset in schema.org's words, as a block of data in its page."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalog import described
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def block(client: Client, name: str) -> dict[str, Any]:
    page = client.get(f"/en/data/{name}/?fresh").content.decode()
    found = BLOCK.findall(page)
    assert len(found) == 1
    content: dict[str, Any] = json.loads(found[0])
    return content


def test_search_engines_are_told_what_they_ask_for(client: Client, forest: Register) -> None:
    described(forest.name)
    content = block(client, forest.name)
    assert content["@type"] == "Dataset"
    assert content["name"] == f"Dataset {forest.name}"
    assert content["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert content["temporalCoverage"] == "2020-01-01/2024-12-31"
    assert content["spatialCoverage"]["geo"]["box"].startswith("37.9")
    assert {one["encodingFormat"] for one in content["distribution"]} >= {"text/csv", "application/geo+json"}
    assert content["creator"]["name"] == "Municipality of Trial"


def test_a_text_cannot_end_the_block(client: Client, forest: Register) -> None:
    described(forest.name, descriptions={"en": "</script><script>alert(1)</script> & <!--"})
    assert block(client, forest.name)["description"] == "</script><script>alert(1)</script> & <!--"
    assert b"<script>alert" not in client.get(f"/en/data/{forest.name}/?again").content


def test_what_is_not_known_is_left_out(client: Client, forest: Register) -> None:
    described(forest.name, covers_from=None, covers_until=None, keywords={})
    content = block(client, forest.name)
    assert "temporalCoverage" not in content
    assert "keywords" not in content


def test_pages_lead_programs_to_feed_and_documents(client: Client, forest: Register) -> None:
    text = client.get(f"/el/data/{forest.name}/").content.decode()
    for address in (f"/el/data/{forest.name}/feed.atom", f"/catalog/{forest.name}.ttl"):
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200
    text = client.get("/en/data/").content.decode()
    for address in ("/en/data/feed.atom", "/catalog.jsonld"):
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200


def test_the_page_tells_the_points_of_the_description(client: Client, forest: Register) -> None:
    described(forest.name)
    text = client.get(f"/en/data/{forest.name}/").content.decode()
    assert re.search(r"Excellent: (400|405) of 405 points", text)
