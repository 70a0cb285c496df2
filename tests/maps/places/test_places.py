"""Loading the ground of the maps, publishing it, finding places by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shapely
from django.db import connection
from django.utils import translation

from cms.audit.models import Deed
from maps.places.actions import load_districts, load_places, load_streets
from maps.places.contract import DistrictRow, StreetRow
from maps.places.models import AddressPoint, District, LandArea, Street
from maps.places.querysets import search_places
from opendata.tables.models import Collection
from tests.factories.places import WEST, make_places

pytestmark = pytest.mark.django_db


def shelf(name: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM shelf_{name} ORDER BY rowid")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_the_ground_is_loaded_and_published() -> None:
    make_places()
    assert (District.objects.count(), Street.objects.count(), LandArea.objects.count()) == (2, 2, 2)
    assert AddressPoint.objects.get().number == "12"
    assert [row["code"] for row in shelf("districts")] == ["east", "west"]
    assert {row["name_el"] for row in shelf("streets")} == {"Οδός Ηρώων", "Ελαιώνος"}
    assert {row["kind"]: row["levels"] for row in shelf("land_areas")} == {"park": None, "building": 3}


def test_a_known_code_is_changed_and_not_added() -> None:
    make_places()
    load_streets([StreetRow("heroes", {"el": "Νέα"}, shapely.LineString([(25, 40), (26, 40)]))], by=None)
    assert Street.objects.count() == 2
    assert Street.objects.get(code="heroes").names == {"el": "Νέα"}


def test_of_two_rows_with_one_code_the_last_counts() -> None:
    load_districts([DistrictRow("a", {"en": "First"}, WEST), DistrictRow("a", {"en": "Last"}, WEST)], by=None)
    assert District.objects.get().names == {"en": "Last"}


def test_a_bow_tie_becomes_a_valid_area() -> None:
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    load_districts([DistrictRow("bow", {"en": "Bow"}, bow_tie)], by=None)
    assert District.objects.get().area.valid


def test_each_loading_is_one_deed_and_one_revision(administrator: Any) -> None:
    load_districts([DistrictRow("a", {"en": "A"}, WEST)], by=administrator)
    deed = Deed.objects.get(verb="places.loaded")
    assert (deed.by, deed.changes) == (administrator, {"districts": 1})
    assert Collection.objects.get(dataset__name="districts").revision == 1


def test_nothing_to_load_leaves_no_deed() -> None:
    assert set(load_places(by=None).values()) == {0}
    assert not Deed.objects.filter(verb="places.loaded").exists()


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("ηρωων", "street", "Οδός Ηρώων"),
        ("ΗΡΩΩΝ", "street", "Οδός Ηρώων"),
        ("heroes", "street", "Οδός Ηρώων"),
        ("ελαιωνοσ", "street", "Ελαιώνος"),
        ("Ηρώων 12", "address", "Οδός Ηρώων 12"),
        ("πολη ανω", "district", "Άνω Πόλη"),
        ("ειρηνησ", "land", "Πάρκο Ειρήνης"),
    ],
)
def test_a_place_is_found_however_it_is_written(text: str, kind: str, name: str) -> None:
    make_places()
    with translation.override("el"):
        first = search_places(text)[0]
    assert (first.kind, first.name) == (kind, name)


@pytest.mark.parametrize("text", ["", "   ", "δεν υπάρχει", "%", "_", "\\"])
def test_what_is_no_place_finds_nothing(text: str) -> None:
    make_places()
    assert search_places(text) == []


def test_a_search_asks_few_questions(count_queries: Callable[[], Any]) -> None:
    make_places()
    with count_queries() as queries:
        search_places("ηρωων 12")
    assert len(queries) <= 5


def test_the_second_town_sees_none_of_the_first(other_town: Any) -> None:
    make_places()
    connection.set_tenant(other_town)
    assert search_places("ηρωων") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ηρω", ["Οδός Ηρώων"]),
        ("ρωων", []),
        ("ΕΛΑΙ", ["Ελαιώνος"]),
        ("ωνος", []),
        ("(ηρώων)", ["Οδός Ηρώων"]),
    ],
)
def test_a_street_is_found_by_the_beginning_of_a_word_not_by_its_middle(typed: str, found: list[str]) -> None:
    make_places()
    with translation.override("el"):
        assert [place.name for place in search_places(typed) if place.kind == "street"] == found
