"""Any published collection with places has a map, a card and a sentence."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from opendata.catalog.models import Dataset
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.models import Collection
from opendata.tables.registry import collections
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops(town: Any, monkeypatch: pytest.MonkeyPatch) -> Register:
    made = register("corner-shops")
    monkeypatch.setitem(collections._things, made.name, made.definition)
    ensure_collection(made.definition)
    made.put_points(30)
    republish(made.name, by=None)
    return made


def test_a_collection_without_a_map_of_its_own_gets_a_plain_one(client: Client, shops: Register) -> None:
    response = client.get(f"/maps/embed/{shops.name}/?lang=en")
    text = response.content.decode()
    assert response.status_code == 200
    assert 'id="map_corner_shops"' in text
    assert "30 rows" in text
    assert f"/en/data/{shops.name}/" in text
    script = client.get(response.context["script"])
    assert script.status_code == 200
    assert b"map_corner_shops" in script.content


def test_its_card_has_the_first_columns_and_leads_to_the_row(client: Client, shops: Register) -> None:
    text = client.get(f"/maps/card/{shops.name}/3/?lang=en").content.decode()
    assert "Ελιά" in text
    assert "Girth: 3 cm" in text
    assert f"/api/v1/collections/{shops.name}/items/3" in text
    assert client.get(f"/maps/card/{shops.name}/99999/").status_code == 404


def test_its_sentence_counts_what_is_seen(client: Client, shops: Register) -> None:
    told = client.get(f"/maps/embed/{shops.name}/summary/", {"bbox": "20,30,28,40", "lang": "en"}).json()
    assert told["in_view"] == 27
    assert "27 in this view" in told["sentence"]


def test_its_sentence_tells_how_many_rows_have_no_place(client: Client, shops: Register) -> None:
    """Else the list would seem to have rows too many."""
    told = client.get(f"/maps/embed/{shops.name}/summary/", {"lang": "en"}).json()
    assert told["total"] == 27
    assert told["sentence"].endswith(" 3 more have no place and stand in the list only.")


def test_its_dataset_page_shows_it(client: Client, shops: Register) -> None:
    assert f"/maps/embed/{shops.name}/" in client.get(f"/en/data/{shops.name}/?fresh").content.decode()


def fit_of(script: str) -> Any:
    """What the script is told to look at; None for the view of the address."""
    told = re.search(r'"fit":(null|\{.*?\})', script)
    assert told is not None
    return json.loads(told[1])


def test_at_first_all_of_it_is_seen_unless_the_address_says_where_to_look(
    client: Client, shops: Register
) -> None:
    west, south, east, north = Collection.objects.get(dataset__name=shops.name).extent
    here = f"/maps/embed/{shops.name}/map.js?lang=en"
    assert fit_of(client.get(here).text) == {"bounds": [[south, west], [north, east]], "most": 17}
    for view in ("zoom=15", "lat=38&lon=24", "item=3"):
        assert fit_of(client.get(f"{here}&{view}").text) is None


def test_a_map_that_begins_at_the_towns_centre_shows_the_whole_on_its_datasets_page(
    client: Client, grove: Any
) -> None:
    west, south, east, north = Collection.objects.get(dataset__name="trees").extent
    whole = [[south, west], [north, east]]
    assert fit_of(client.get("/maps/embed/trees/map.js?lang=en").text) is None
    assert fit_of(client.get("/maps/embed/trees/map.js?lang=en&whole=1").text)["bounds"] == whole
    page = client.get("/en/data/trees/?fresh").content.decode()
    assert "/maps/embed/trees/?lang=en&amp;whole=1" in page
    # What is a layer of it only has a map of its own.
    assert "/maps/embed/planting-sites/?" in client.get("/en/data/planting-sites/?fresh").content.decode()


def test_what_is_not_published_has_no_map(client: Client, shops: Register) -> None:
    Dataset.objects.filter(name=shops.name).update(published=False)
    assert client.get(f"/maps/embed/{shops.name}/").status_code == 404
    assert client.get(f"/maps/card/{shops.name}/3/").status_code == 404
