"""Addresses, shapes and entries of registers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.exceptions import ValidationError

from cms.municipalities.querysets import current_municipality
from maps.places.querysets import place_by_key, search_places
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.registry import collections
from tests.factories.places import make_places
from tests.factories.questions import ask, drawn, read, sent, shown, typed
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db

HEROES_12 = {
    "street": "Heroes Street",
    "number": "12",
    "text": "Heroes Street 12",
    "point": {"type": "Point", "coordinates": [25.02, 40.62]},
    "district": "west",
}


@pytest.fixture(autouse=True)
def _places() -> None:
    make_places()


@pytest.mark.parametrize(
    "parts",
    [
        {"_street": "heroes street", "_number": "12"},
        {"_street": "Heroes Street 12", "_number": ""},
        {"_street": " HEROES  STREET", "_number": " 12 "},
    ],
)
def test_an_address_is_found_however_it_is_typed(parts: dict[str, str]) -> None:
    assert typed(ask("address"), parts) == HEROES_12


def test_an_address_keeps_the_language_in_which_it_was_typed() -> None:
    answer = typed(ask("address"), {"_street": "οδοσ ηρωων", "_number": "12"})
    assert answer == {**HEROES_12, "street": "Οδός Ηρώων", "text": "Οδός Ηρώων 12"}
    assert read(ask("address"), answer) == answer


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"_street": "Nowhere", "_number": "1"}, "We know no street “Nowhere”. Write its name as it stands on the street sign."),
        ({"_street": "Heroes Street", "_number": "99"}, "We know no number 99 in Heroes Street. Look at the number again."),
        ({"_street": "Heroes Street", "_number": ""}, "Give the house number too."),
        ({"_street": "", "_number": "5"}, "Give street and number."),
    ],
)  # fmt: skip
def test_an_unknown_address_is_said_with_what_to_do(parts: dict[str, str], sentence: str) -> None:
    assert typed(ask("address"), parts) == [sentence]


def test_an_address_elsewhere_is_taken_where_the_form_says_so() -> None:
    parts = {"_street": "Rue de Rivoli", "_number": "5", "_place": "75001 Paris"}
    free = ask("address", settings={"free_text": True})
    answer = typed(free, parts)
    assert answer["text"] == "Rue de Rivoli 5, 75001 Paris"
    assert answer["point"] is None
    assert answer["district"] == ""
    assert read(free, answer) == answer
    with pytest.raises(ValidationError):
        read(ask("address"), answer)


def test_a_tampered_place_of_an_address_is_put_right() -> None:
    lie = {**HEROES_12, "district": "east", "point": {"type": "Point", "coordinates": [0, 0]}}
    assert read(ask("address"), lie) == HEROES_12


@pytest.mark.parametrize(
    "text", ["40.62, 25.02", "40,62 25,02", "(40.62; 25.02)", "40.6200000°, 25.0200000°"]
)
def test_a_point_is_typed_as_latitude_and_longitude(text: str) -> None:
    answer = typed(ask("point"), text)
    assert answer["coordinates"] == [25.02, 40.62]
    assert answer["district"] == "west"
    assert answer["text"] in {"Οδός Ηρώων 12", "Heroes Street 12"}
    assert read(ask("point"), answer) == answer


def test_without_a_script_a_place_is_searched_then_chosen() -> None:
    found = sent(ask("point"), {"-search": "ηρωων 12", "-find": "1"})
    assert found.pressed is not None
    assert not found.errors
    key = search_places("ηρωων 12")[0].key
    assert f'value="{key}"' in str(found[next(iter(found.fields))])
    answer = typed(ask("point"), {"-search": "ηρωων 12", "-place": key})
    assert answer["coordinates"] == [25.02, 40.62]


def test_a_search_without_an_answer_says_so_and_nothing_else_is_scolded() -> None:
    form = sent(ask("point"), {"-search": "nowhere", "-find": "1"})
    assert form.pressed is not None
    assert [list(errors) for errors in form.errors.values()] == [
        ["We found no such place. Write a street, a square or an address."]
    ]


def test_an_area_is_a_park_of_the_list_too() -> None:
    key = next(place.key for place in search_places("Πάρκο") if place.kind == "land")
    answer = typed(ask("area"), {"-place": key})
    assert answer["type"] == "Polygon"
    assert len(answer["coordinates"][0]) == 5
    assert read(ask("area"), answer) == answer
    assert typed(ask("line"), {"-place": key}) == [
        "This place does not have the shape that is asked for. Choose another."
    ]


@pytest.mark.parametrize("key", ["land:999999", "land:x", "tree:1", "", "address:" + "9" * 30])
def test_a_key_of_nothing_leads_nowhere(key: str) -> None:
    assert place_by_key(key) is None


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("point", "somewhere", "Write each position as latitude and longitude, such as 37.98380, 23.72750."),
        ("point", "99, 25", "Latitudes lie between -90 and 90, longitudes between -180 and 180."),
        ("point", "40.6, 25.0\n40.7, 25.0", "Give one position only."),
        ("line", "40.6, 25.0", "A line needs at least two positions."),
        ("area", "40.6, 25.0\n40.7, 25.1", "An area needs at least three positions."),
        ("area", "40.6, 25.0\n40.7, 25.1\n40.6, 25.1\n40.7, 25.0", "The edge of the area crosses itself. Draw it once around."),
        ("line", "\n".join(f"40.6, 25.{n:04}" for n in range(600)), "There are too many positions. Draw a simpler shape."),
    ],
)  # fmt: skip
def test_a_shape_that_is_none_is_refused(kind: str, text: str, sentence: str) -> None:
    assert typed(ask(kind), text) == [sentence]


def test_shapes_have_limits_of_size() -> None:
    square = "40.620, 25.030\n40.620, 25.031\n40.621, 25.031\n40.621, 25.030"
    small = ask("area", settings={"most_square_metres": "100"})
    assert typed(small, square)[0].startswith("It has 9,")
    assert typed(ask("area", settings={"least_square_metres": "5000"}), square)["type"] == "Polygon"
    assert typed(ask("line", settings={"most_metres": 10}), square)[0].startswith("It has ")


def test_a_place_outside_the_town_is_refused_where_that_is_asked() -> None:
    town = current_municipality()
    former = town.boundary
    town.boundary = MultiPolygon(Polygon.from_bbox((25.0, 40.6, 25.1, 40.7)), srid=4326)
    try:
        assert typed(ask("point"), "41, 25") == [
            "This lies outside our municipality. Choose a place within it."
        ]
        assert typed(ask("point", settings={"within": False}), "41, 25")["coordinates"] == [25.0, 41.0]
        assert typed(ask("line"), "40.65, 25.05\n40.65, 25.2") == [
            "A part of it lies outside our municipality. Draw it within."
        ]
    finally:
        town.boundary = former


def test_a_place_is_shown_in_words() -> None:
    answer = typed(ask("point"), "40.62, 25.02")
    assert shown(ask("point"), answer, "el").startswith("40.62000, 25.02000 · κοντά: ")
    line = typed(ask("line"), "40.62, 25.02\n40.63, 25.02")
    assert shown(ask("line"), line).startswith("a line of 1,112 metres")


@pytest.fixture
def forest() -> Iterator[Register]:
    """Thirty published rows: more than are listed whole."""
    made = register("forest")
    collections._things["forest"] = made.definition
    ensure_collection(made.definition)
    made.put_points(30)
    republish("forest", by=None)
    yield made
    del collections._things["forest"]


def feature() -> Any:
    return ask("feature", settings={"collection": "forest", "title": "species, girth"})


def test_an_entry_of_a_register_is_searched_by_its_words(forest: Register) -> None:
    form = sent(feature(), {"-search": "πευκ", "-find": "1"})
    assert form.pressed is not None
    page = str(form[next(iter(form.fields))])
    assert page.count('type="radio"') == 8
    assert "Πεύκο · 1" in page
    assert "Ελιά" not in page


def test_an_entry_of_a_register_is_kept_with_its_title(forest: Register) -> None:
    answer = typed(feature(), "7")
    assert answer == {"collection": "forest", "fid": "7", "title": "Πεύκο · 7"}
    assert read(feature(), {**answer, "title": "a lie"}) == answer
    assert shown(feature(), answer) == "Πεύκο · 7"


@pytest.mark.parametrize("fid", ["999", "0", "-1", "1; DROP", "9" * 30])
def test_an_entry_that_does_not_exist_is_refused(forest: Register, fid: str) -> None:
    assert typed(feature(), fid) == ["This no longer exists. Choose again."]


def test_an_entry_of_another_collection_is_refused(forest: Register) -> None:
    with pytest.raises(ValidationError):
        read(feature(), {"collection": "else", "fid": "7", "title": ""})


def test_values_of_a_column_are_offered_and_matched_without_accents(forest: Register) -> None:
    question = ask("dataset_choice", settings={"collection": "forest", "column": "species"})
    assert drawn(question).count("<option") == 4
    assert typed(question, "ΠΕΥΚΟ") == "Πεύκο"
    assert typed(question, "Oak") == ["This is not in the list. Choose one of the suggestions."]


def test_many_values_of_a_column_are_suggestions_of_an_input(forest: Register) -> None:
    forest.put([{"rowid": 1000 + number, "species": f"Species {number}"} for number in range(80)])
    republish("forest", by=None)
    question = ask("dataset_choice", settings={"collection": "forest", "column": "species"})
    page = drawn(question)
    assert "<datalist" in page
    assert "<select" not in page
    assert typed(question, "species 42") == "Species 42"
