"""Every mistake in a request is answered by a problem that names it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from opendata.catalog.models import Dataset
from tests.factories.tables import Register
from tests.opendata.features.reading import BASE, ITEMS, problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=abc", "limit"),
        ("limit=", "limit"),
        ("limit=1.5", "limit"),
        ("limit=%D9%A3", "limit"),
        ("limit=1&limit=2", "limit"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,4,5", "bbox"),
        ("bbox=", "bbox"),
        ("bbox=a,b,c,d", "bbox"),
        ("bbox=nan,0,1,1", "bbox"),
        ("bbox=0,0,inf,1", "bbox"),
        ("bbox=0,2,1,1", "bbox"),
        ("bbox=470000,4200000,480000,4210000", "bbox"),
        ("datetime=yesterday", "datetime"),
        ("datetime=", "datetime"),
        ("datetime=2024-05-01/2024-04-01", "datetime"),
        ("datetime=2024-01-01/2024-02-01/2024-03-01", "datetime"),
        ("girth=abc", "girth"),
        ("girth=1.5", "girth"),
        ("girth=99999999999999999999", "girth"),
        ("height=nan", "height"),
        ("height=1e999", "height"),
        ("planted=2024-13-01", "planted"),
        ("planted=20240101x", "planted"),
        ("protected=perhaps", "protected"),
        ("seen=now", "seen"),
        ("species=a%00b", "species"),
        ("f=xml", "f"),
        ("f=", "f"),
        ("after=abc", "after"),
        ("after=", "after"),
        ("after=AAAAAAAAAAEAAAAA", "after"),
        ("after=%CE%B1", "after"),
        ("properties=species,nothing", "properties"),
        ("crs=http://www.opengis.net/def/crs/EPSG/0/1", "crs"),
        ("filter=girth", "filter"),
        ("filter=girth=1&filter-lang=sql", "filter-lang"),
        ("filter=girth=1&filter-crs=EPSG:1", "filter-crs"),
        ("sortby=nothing", "sortby"),
        ("sortby=girth,girth", "sortby"),
        ("sortby=species,girth,height,planted,protected,seen", "sortby"),
        ("sortby=-", "sortby"),
        ("q=", "q"),
        ("q=%CE%B1%00", "q"),
        ("q=" + "a+" * 11, "q"),
        ("girth__gte=", "girth__gte"),
        ("girth__gte=1.5", "girth__gte"),
        ("height__lt=nan", "height__lt"),
        ("planted__lte=01/02/2020", "planted__lte"),
        ("seen__gt=now", "seen__gt"),
        ("girth__isnull=maybe", "girth__isnull"),
        ("girth__in=1,,2", "girth__in"),
        ("girth__in=1,x", "girth__in"),
        ("species__contains=", "species__contains"),
        ("bbox=470000,4200000,480000,4210000&bbox-crs=EPSG:1", "bbox-crs"),
        ("bbox=480000,4200000,470000,4210000&bbox-crs=EPSG:2100", "bbox"),
        ("revision=-1", "revision"),
        ("revision=99", "revision"),
        ("bbox-crs=2100", "bbox-crs"),
        ("bom=yes", "bom"),
    ],
)
def test_a_value_that_cannot_be_used_is_a_400_naming_the_parameter(
    client: Client, trees: Register, query: str, parameter: str
) -> None:
    found = problem(client.get(f"{ITEMS}?{query}"), 400)
    assert found["parameter"] == parameter
    assert found["type"] == "http://town.test/api/v1/docs/#bad-parameter"


@pytest.mark.parametrize(
    "name", ["colour", "LIMIT", "offset", "species'", "girth--", "rowid", "geom", "feature"]
)
def test_an_unknown_parameter_is_a_400_naming_it(client: Client, trees: Register, name: str) -> None:
    found = problem(client.get(ITEMS, {name: "1"}), 400)
    assert (found["parameter"], found["type"]) == (name, "http://town.test/api/v1/docs/#unknown-parameter")


@pytest.mark.parametrize(
    "path",
    [
        "", "conformance", "collections", "openapi.json", "collections/test-trees", "collections/test-trees/schema",
        "collections/test-trees/queryables", "collections/test-trees/items/1", "collections/test-trees/tiles",
    ],
)  # fmt: skip
def test_every_document_refuses_an_unknown_parameter(client: Client, forest: Register, path: str) -> None:
    assert problem(client.get(f"{BASE}{path}?colour=red"), 400)["parameter"] == "colour"


@pytest.mark.parametrize(
    "path",
    [
        "collections/nowhere", "collections/nowhere/items", "collections/nowhere/items/1", "nothing",
        "collections/nowhere/queryables", "collections/nowhere/schema", "collections/test-trees/items/999",
        "collections/test-trees/items/abc", "collections/test-trees/nothing", "collections/test-trees/items/1/2",
        "collections/%00", "collections/test-trees/items/%00", "collections/%CE%B4%CE%AD%CE%BD%CF%84%CF%81%CE%B1",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_404_problem(client: Client, forest: Register, path: str) -> None:
    problem(client.get(BASE + path), 404)


def test_a_dataset_that_is_not_open_is_not_there(client: Client, forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    problem(client.get(ITEMS), 404)
    assert "test-trees" not in client.get(f"{BASE}collections").content.decode()


def test_another_towns_collection_is_not_there(
    client: Client, other_client: Client, forest: Register
) -> None:
    assert client.get(ITEMS).status_code == 200
    problem(other_client.get(ITEMS), 404)
    assert "test-trees" not in other_client.get(f"{BASE}collections").content.decode()
    assert "test-trees" not in other_client.get(f"{BASE}openapi.json").content.decode()


@pytest.mark.parametrize("accept", ["application/xml", "image/png", "application/geo+json;q=0", "nonsense"])
def test_a_format_that_nobody_makes_is_a_406(client: Client, forest: Register, accept: str) -> None:
    found = problem(client.get(ITEMS, headers={"accept": accept}), 406)
    assert "application/geo+json" in found["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_a_405(client: Client, forest: Register, method: str) -> None:
    response = getattr(client, method)(ITEMS)
    problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(("language", "word"), [("el", "παράμετρος"), ("en", "parameter")])
def test_a_problem_speaks_the_readers_language(
    client: Client, trees: Register, language: str, word: str, greek_of_the_api: None
) -> None:
    response = client.get(f"{ITEMS}?colour=red", headers={"accept-language": language})
    assert word in problem(response, 400)["detail"]
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    "value",
    [
        "'; DROP TABLE shelf_test_trees; --",
        "%s",
        "%(x)s",
        "\\",
        '"',
        "a%b",
        "\u2028",
        "x' OR '1'='1",
        "$$",
        "{0}",
    ],
)
def test_a_value_is_never_sql(client: Client, forest: Register, value: str) -> None:
    forest.put([{"rowid": 1000, "species": value}])
    from opendata.tables.actions import publish_rows

    publish_rows(forest.name, [1000], by=None)
    found: Any = client.get(ITEMS, {"species": value}).json()
    assert [feature["id"] for feature in found["features"]] == [1000]
    assert found["features"][0]["properties"]["species"] == value
    assert value in client.get(ITEMS, {"species": value, "f": "csv"}).getvalue().decode().replace('""', '"')
    assert client.get(ITEMS).json()["numberMatched"] == 251


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{ITEMS}?girth__gte=abc&f=html", {}),
        (f"{ITEMS}?girth__gte=abc", {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}),
        (f"{BASE}/collections/nosuch", {"accept": "text/html"}),
        (f"{ITEMS}?sortby=nosuch&f=html", {}),
    ],
)
def test_who_reads_in_a_browser_gets_the_problem_as_a_page(
    client: Client, forest: Register, path: str, headers: dict[str, str]
) -> None:
    answered = client.get(path, headers={**headers, "accept-language": "el"})
    assert answered.status_code in (400, 404)
    assert answered["Content-Type"].startswith("text/html")
    assert 'lang="el"' in answered.content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("protected=maybe", "τύπου «Ναι ή όχι», όπως true"),
        ("planted=1/2/3", "τύπου «Ημέρα», όπως 2026-05-01"),
    ],
)
def test_a_type_is_told_in_the_readers_words(client: Client, forest: Register, query: str, told: str) -> None:
    answered = client.get(f"{ITEMS}?{query}", headers={"accept-language": "el"})
    assert told in answered.json()["detail"]
