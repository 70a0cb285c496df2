"""Counts, sums and averages by groups."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from opendata.tables.actions import republish
from tests.factories.tables import Register
from tests.opendata.features.reading import body, problem

pytestmark = pytest.mark.django_db

AGGREGATES = "/api/v1/collections/test-trees/aggregates"


@pytest.fixture
def rows(trees: Register) -> Register:
    """Six rows of three species, one without."""
    species = ["Ελιά", "Ελιά", "Ελιά", "Πεύκο", "Πεύκο", None]
    trees.put(
        {
            "rowid": n + 1,
            "species": name,
            "girth": n * 10,
            "height": n / 2,
            "planted": f"202{n}-01-01",
            "protected": n % 2 == 0,
            "geom": f"POINT({23 + n} 38)",
        }
        for n, name in enumerate(species)
    )
    republish(trees.name, by=None)
    return trees


def groups(client: Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(AGGREGATES, query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["groups"]
    return found


def test_groups_with_their_counts_and_measures(client: Client, rows: Register) -> None:
    assert groups(client, group_by="species", sum="girth", avg="girth,height", min="planted", max="height") == [
        {"key": {"species": "Ελιά"}, "count": 3, "sum": {"girth": 30}, "min": {"planted": "2020-01-01"},
         "max": {"height": 1.0}, "avg": {"girth": 10, "height": 0.5}},
        {"key": {"species": "Πεύκο"}, "count": 2, "sum": {"girth": 70}, "min": {"planted": "2023-01-01"},
         "max": {"height": 2.0}, "avg": {"girth": 35, "height": 1.75}},
        {"key": {"species": None}, "count": 1, "sum": {"girth": 50}, "min": {"planted": "2025-01-01"},
         "max": {"height": 2.5}, "avg": {"girth": 50, "height": 2.5}},
    ]  # fmt: skip


def test_without_groups_everything_is_one(client: Client, rows: Register) -> None:
    assert groups(client) == [{"count": 6}]
    assert groups(client, count="", sum="girth") == [{"count": 6, "sum": {"girth": 150}}]
    assert groups(client, filter="girth > 1000", sum="girth") == [{"count": 0, "sum": {"girth": None}}]


def test_conditions_hold_for_groups_too(client: Client, rows: Register) -> None:
    assert groups(client, species="Ελιά") == [{"count": 3}]
    assert groups(client, girth__gte=20, bbox="23,37,26.5,39") == [{"count": 2}]
    assert groups(client, filter="casei(species) = casei('ΕΛΙΆ') AND protected") == [{"count": 2}]
    assert groups(client, q="πευκο", group_by="species,protected") == [
        {"key": {"species": "Πεύκο", "protected": False}, "count": 1},
        {"key": {"species": "Πεύκο", "protected": True}, "count": 1},
    ]


def test_more_groups_than_the_limit_are_told(client: Client, rows: Register) -> None:
    answer = client.get(AGGREGATES, {"group_by": "girth", "limit": "2"}).json()
    assert (answer["numberReturned"], answer["complete"]) == (2, False)
    assert client.get(AGGREGATES, {"group_by": "girth"}).json()["complete"] is True


def test_groups_as_a_table(client: Client, rows: Register) -> None:
    lines = body(client.get(AGGREGATES, {"f": "csv", "group_by": "species", "avg": "height"})).decode()
    assert lines.splitlines() == ["species,count,avg_height", "Ελιά,3,0.5", "Πεύκο,2,1.75", ",1,2.5"]
    page = client.get(AGGREGATES, {"f": "html", "group_by": "species"}, headers={"accept-language": "en"})
    assert "Ελιά" in page.content.decode()


def test_groups_for_a_spreadsheet_begin_with_its_mark(client: Client, rows: Register) -> None:
    table = body(client.get(AGGREGATES, {"f": "csv", "group_by": "species", "bom": "1"}))
    assert table.startswith(b"\xef\xbb\xbfspecies,count")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"group_by": "nothing"}, "group_by"),
        ({"group_by": "species,girth,height,planted,protected,seen"}, "group_by"),
        ({"sum": "species"}, "sum"),
        ({"avg": "planted"}, "avg"),
        ({"min": "protected"}, "min"),
        ({"max": "nothing"}, "max"),
        ({"count": "5"}, "count"),
        ({"limit": "0"}, "limit"),
        ({"filter": "x"}, "filter"),
        ({"having": "1"}, "having"),
        ({"sortby": "species"}, "sortby"),
    ],
)
def test_what_cannot_be_grouped_is_told(
    client: Client, rows: Register, query: dict[str, str], parameter: str
) -> None:
    assert problem(client.get(AGGREGATES, query), 400)["parameter"] == parameter
