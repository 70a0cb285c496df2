"""The map on which forms let people choose a place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def page_of(client: Client, query: str) -> Any:
    return client.get(f"/maps/pick/?{query}")


def script_of(client: Client, query: str) -> str:
    found = re.search(r'src="(/maps/pick/map\.js[^"]*)"', page_of(client, query).content.decode())
    assert found
    response = client.get(found[1].replace("&amp;", "&"))
    assert "immutable" in response["Cache-Control"]
    return response.content.decode()


@pytest.mark.parametrize("shape", ["point", "line", "area"])
def test_a_place_can_be_chosen_in_both_languages(client: Client, grove: Any, shape: str) -> None:
    response = page_of(client, f"shape={shape}&lang=el")
    assert response.status_code == 200
    assert response["Content-Language"] == "el"
    script = script_of(client, f"shape={shape}&lang=el")
    assert f'"shape":"{shape}"' in script
    assert "stoa.pick(map_pick, []," in script


def test_items_of_a_register_can_be_chosen(client: Client, grove: Any) -> None:
    script = script_of(client, "shape=feature&collection=trees&lang=en")
    assert "/api/v1/collections/trees/tiles/" in script
    assert "Press the one you mean" in script


@pytest.mark.parametrize(
    "query",
    ["", "shape=circle", "shape=feature", "shape=feature&collection=nothing", "shape=feature&collection=%00"],
)
def test_an_address_that_makes_no_sense_is_refused(client: Client, grove: Any, query: str) -> None:
    assert page_of(client, query).status_code == 400
    assert client.get(f"/maps/pick/map.js?{query}").status_code == 400


def test_only_our_own_pages_may_frame_it(client: Client, grove: Any) -> None:
    response = page_of(client, "shape=point")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_the_document_has_no_script_and_no_style_of_its_own(client: Client, grove: Any) -> None:
    page = page_of(client, "shape=area").content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert " style=" not in page
