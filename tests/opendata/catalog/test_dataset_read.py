"""The page of a dataset as a researcher reads it: numbers, charts that tell something, recipes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from opendata.tables.actions import ensure_collection, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from tests.factories.tables import SPECIES, Register, register

pytestmark = pytest.mark.django_db


def page_of(client: Client, made: Register) -> Any:
    return client.get(f"/en/data/{made.name}/?fresh")


@pytest.mark.parametrize(("language", "written"), [("en", "1,249,500.5"), ("el", "1.249.500,5")])
def test_what_is_measured_stands_in_the_table_with_its_thousands_and_a_postcode_without(
    client: Client, town: Any, enter: Callable[[Register], Register], language: str, written: str
) -> None:
    cost = Field("cost", FieldType.NUMBER, {"en": "Cost", "el": "Κόστος"}, unit="€")
    year = Field("year_built", FieldType.NUMBER, {"en": "Year", "el": "Έτος"})
    code = Field("postcode", FieldType.INTEGER, {"en": "Postcode", "el": "Τ.Κ."})
    made = enter(register("costs", fields=(cost, year, code), geometry_type=GeometryType.NONE))
    ensure_collection(made.definition)
    made.put([{"rowid": 1, "cost": 1249500.5, "year_built": 1987.0, "postcode": 11527}])
    republish(made.name, by=None)
    (row,) = client.get(f"/{language}/data/costs/?fresh").context["rows"].rows
    assert list(row.values) == [written, "1987", "11527"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-120.5, 12_400.0, "-120.5 – 12,400"),
        (2.0, 18.75, "2 – 18.75"),
        (1165.32, 13_401_077.14, "1,165.32 – 13,401,077.14"),
        (0.1 + 0.2, 39.123456, "0.3 – 39.123456"),
        (0.0000021, 0.0534, "0.0000021 – 0.0534"),
        (0.021, 0.0534, "0.021 – 0.0534"),
        (1.25, 4.5, "1.25 – 4.5"),
        (0, 0.5, "0 – 0.5"),
    ],
)
def test_the_ends_of_a_column_are_its_least_and_greatest_value_and_not_rounded(
    client: Client, trees: Register, low: float, high: float, words: str
) -> None:
    trees.put({"rowid": n, "geom": None, "height": value} for n, value in enumerate((low, high, high), 1))
    republish(trees.name, by=None)
    columns = {column.name: column.spread for column in page_of(client, trees).context["preview"].columns}
    assert columns["height"] == words


def test_many_values_of_which_none_is_more_frequent_have_no_bars(client: Client, trees: Register) -> None:
    trees.put({"rowid": n, "geom": None, "species": f"00.{n % 13}", "girth": 5} for n in range(1, 27))
    republish(trees.name, by=None)
    context = page_of(client, trees).context
    assert [column.name for column in context["charts"]] == []
    columns = {column.name: column.spread for column in context["preview"].columns}
    assert columns["species"] == "13 values"


@pytest.mark.parametrize(
    ("language", "drawn"),
    [("el", ["kind_el", "place", "only_en"]), ("en", ["kind_en", "place_en", "only_en"])],
)
def test_what_two_columns_say_in_two_languages_is_drawn_in_the_readers(
    client: Client, town: Any, enter: Callable[[Register], Register], language: str, drawn: list[str]
) -> None:
    names = ("kind_el", "kind_en", "place", "place_en", "only_en")
    fields = tuple(Field(name, FieldType.TEXT, {"en": name, "el": name}) for name in names)
    made = enter(register("spoken", fields=fields, geometry_type=GeometryType.NONE))
    ensure_collection(made.definition)
    made.put({"rowid": n, **dict.fromkeys(names, "ab"[n % 2])} for n in range(1, 6))
    republish(made.name, by=None)
    context = client.get(f"/{language}/data/spoken/?fresh").context
    assert [column.name for column in context["charts"]] == drawn
    assert len(context["preview"].columns) == 5


def test_recipes_are_for_what_the_dataset_has(client: Client, forest: Register, enter: Any) -> None:
    placed = {recipe.key: recipe.code for recipe in page_of(client, forest).context["recipes"]}
    assert list(placed) == ["curl", "python", "r", "gdal", "qgis"]
    assert placed["r"].endswith(
        'test_trees <- st_read("OAPIF:http://town.test/api/v1", layer = "test-trees")'
    )
    documented = client.get(f"/api/v1/collections/{forest.name}?f=html").context["recipes"]
    assert {recipe.key: recipe.code for recipe in documented} == placed, "one list for both pages"
    made = enter(register("plain-rows", fields=(SPECIES,), geometry_type=GeometryType.NONE))
    ensure_collection(made.definition)
    made.put([{"rowid": 1, "species": "x"}])
    republish(made.name, by=None)
    plain = {recipe.key: recipe.code for recipe in page_of(client, made).context["recipes"]}
    assert list(plain) == ["curl", "python", "r"]
    for code in (plain["python"], plain["r"]):
        assert "http://town.test/api/v1/collections/plain-rows/items?f=csv" in code


@pytest.mark.parametrize(
    ("language", "words"), [("en", "2 values · a: 60%"), ("el", "2 τιμές · a: 60\u00a0%")]
)
def test_a_share_is_written_as_the_language_writes_it_and_not_torn_apart(
    client: Client, trees: Register, language: str, words: str
) -> None:
    trees.put({"rowid": n, "geom": None, "species": "aaabb"[n - 1]} for n in range(1, 6))
    republish(trees.name, by=None)
    columns = client.get(f"/{language}/data/{trees.name}/?fresh").context["preview"].columns
    assert next(column.spread for column in columns if column.name == "species") == words
