"""Cards, sentences and searches that a map asks for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from maps.trees.models import PlantingSite, Tree
from tests.factories.viewer import LATITUDE, LONGITUDE, STEP

SUMMARY = "/maps/embed/trees/summary/?lang=en"


def box_around(first: int, last: int) -> str:
    """The box of the trees from one number to another."""
    half = STEP / 2
    west, east = LONGITUDE + first * STEP - half, LONGITUDE + last * STEP + half
    return f"{west},{LATITUDE - half},{east},{LATITUDE + half}"


@pytest.mark.django_db
def test_the_sentence_counts_what_is_in_view(client: Client, grove: Any) -> None:
    told = client.get(f"{SUMMARY}&bbox={box_around(0, 3)}").json()
    assert (told["total"], told["in_view"]) == (5, 4)
    assert told["sentence"] == "5 trees, 4 in this view. More than half of these: Bitter orange."


@pytest.mark.django_db
def test_the_sentence_of_an_empty_view_says_so(client: Client, grove: Any) -> None:
    assert client.get(f"{SUMMARY}&bbox=10,10,11,11").json()["sentence"] == "5 trees, none in this view."


@pytest.mark.django_db
@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "nan,0,1,1", "0,5,1,4", "0,0,1,inf", "0,-100,1,1"])
def test_a_bad_box_is_refused(client: Client, grove: Any, box: str) -> None:
    response = client.get(f"{SUMMARY}&bbox={box}")
    assert response.status_code == 400
    assert "bbox" in response.json()["problems"]


@pytest.mark.django_db
def test_a_card_has_at_most_five_lines_and_one_action(client: Client, grove: Any) -> None:
    tree = Tree.objects.filter(protected=True).get()
    card = client.get(f"/maps/card/trees/{tree.pk}/?lang=en").content.decode()
    assert "Stone pine" in card
    assert "trunk 180 cm around" in card
    assert "Old Town" in card
    assert card.count("<p") + card.count("<h2") <= 6
    assert card.count("<a ") == 1
    assert f'href="/en/maps/trees/{tree.pk}/" target="_top"' in card


@pytest.mark.django_db
def test_the_card_of_an_unknown_species_has_a_name(client: Client, grove: Any) -> None:
    tree = Tree.objects.filter(species=None).get()
    assert "Tree of an unknown species" in client.get(f"/maps/card/trees/{tree.pk}/?lang=en").content.decode()


@pytest.mark.django_db
def test_a_vacant_site_has_a_card_without_action(client: Client, grove: Any) -> None:
    site = PlantingSite.objects.vacant().get()
    response = client.get(f"/maps/card/planting-sites/{site.pk}/?lang=en")
    assert response.status_code == 200
    assert "<a " not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["trees/999999", "trees/99999999999999999999", "unicorns/1", "streets/1"])
def test_a_card_of_what_is_not_there_is_not_found(client: Client, grove: Any, path: str) -> None:
    assert client.get(f"/maps/card/{path}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Ειρήνης", "ειρηνης", "ΕΙΡΗΝΗΣ", "irinis"])
def test_the_search_for_a_place_folds_accents_case_and_final_sigma(
    client: Client, grove: Any, text: str
) -> None:
    results = client.get("/maps/places/search", {"q": text, "lang": "el"}).json()["results"]
    assert results[0]["name"] == "Αγίας Ειρήνης"
    assert results[0]["bbox"][0] < LONGITUDE < results[0]["bbox"][2]


@pytest.mark.django_db
def test_an_address_is_found_as_a_point(client: Client, grove: Any) -> None:
    found = client.get("/maps/places/search", {"q": "Αγίας Ειρήνης 12", "lang": "el"}).json()["results"][0]
    assert found["bbox"] is None
    assert found["lon"] == pytest.approx(LONGITUDE)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " ", "α", "\0", "nothing of that name", "x" * 500])
def test_a_search_without_an_answer_is_empty(client: Client, grove: Any, text: str) -> None:
    response = client.get("/maps/places/search", {"q": text})
    assert response.status_code == 200
    assert response.json() == {"results": []}
