"""Actions in CKAN's way: parameters, envelopes, rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from opendata.catalog.models import Dataset
from tests.factories.catalog import described
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def ask(client: Client, action: str, **given: Any) -> Any:
    """The result of an action, asked for as JSON."""
    response = client.post(f"/api/3/action/{action}", data=json.dumps(given), content_type="application/json")
    content = response.json()
    assert content["success"] is (response.status_code == 200)
    return content["result"] if content["success"] else (response.status_code, content["error"])


def rows(client: Client, **given: Any) -> Any:
    return ask(client, "datastore_search", resource_id="test-trees", **given)


def test_the_envelope_names_the_help(client: Client, forest: Register) -> None:
    content = client.get("/api/3/action/package_show?id=test-trees").json()
    assert content["help"].endswith("/api/3/action/help_show?name=package_show")
    assert client.get(content["help"]).json()["result"].startswith("A dataset by")


def test_both_addresses_answer_alike(client: Client, forest: Register) -> None:
    first = client.get("/api/3/action/package_show?id=test-trees").json()
    assert client.get("/api/action/package_show?id=test-trees").json() == first


def test_fields_have_types_and_labels(client: Client, forest: Register) -> None:
    fields = {field["id"]: field for field in rows(client, limit=0)["fields"]}
    assert {name: field["type"] for name, field in fields.items()} == {
        "_id": "int", "species": "text", "girth": "int", "height": "numeric", "planted": "date",
        "protected": "bool", "seen": "timestamp", "_geometry": "json",
    }  # fmt: skip
    assert fields["girth"]["info"] == {
        "label": "Περίμετρος", "label_en": "Girth", "label_el": "Περίμετρος", "unit": "cm"
    }  # fmt: skip


def test_values_are_as_ckan_has_them(client: Client, forest: Register) -> None:
    row = rows(client, filters={"_id": 1})["records"][0]
    assert row["_geometry"]["type"] == "Point"
    assert {key: row[key] for key in ("_id", "species", "girth", "planted", "protected", "seen")} == {
        "_id": 1, "species": "Πεύκο", "girth": 1, "planted": "2020-01-02", "protected": False,
        "seen": "2024-05-01T10:00:00",
    }  # fmt: skip
    assert rows(client, filters={"_id": 10})["records"][0]["_geometry"] is None


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"filters": {"species": ["Πεύκο", "Ελιά"]}}, 167),
        ({"filters": {"species": "Πεύκο", "protected": True}}, 42),
        ({"filters": {"girth": "7"}}, 5),
        ({"filters": {"planted": "2020-01-02"}}, 1),
        ({"filters": {"species": None}}, 0),
        ({"filters": {"species": []}}, 0),
        ({"filters": {"species": "100%' OR 1=1 --"}}, 0),
        ({"q": "ΠΕΥΚΟ"}, 84),
        ({"q": "μουρια"}, 83),
        ({"q": {"species": "πεύ"}}, 84),
        ({"q": "%"}, 0),
        ({"filters": {"_id": [1, 2, 999]}}, 2),
    ],
)
def test_rows_are_found(client: Client, forest: Register, given: dict[str, Any], count: int) -> None:
    found = rows(client, **given, limit=1000)
    assert found["total"] == len(found["records"]) == count


def test_columns_order_and_pages_are_chosen(client: Client, forest: Register) -> None:
    found = rows(
        client, fields="girth, _id", sort="girth desc, _id", limit=3, offset=1, records_format="lists"
    )
    assert found["records"] == [[49, 99], [49, 149], [49, 199]]
    assert [field["id"] for field in found["fields"]] == ["girth", "_id"]
    assert found["_links"]["next"].endswith("limit=3&offset=4")
    assert rows(client, limit=99_999_999)["limit"] == 32_000
    assert "total" not in rows(client, include_total=False)


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ({"filters": {"girth": "seven"}}, "filters"),
        ({"filters": {"girth": {"a": 1}}}, "filters"),
        ({"filters": {"girth": 10**30}}, "filters"),
        ({"filters": {"species": "a\x00b"}}, "filters"),
        ({"filters": "{"}, "filters"),
        ({"filters": {"select": 1}}, "filters"),
        ({"fields": ["_id", "rowid; DROP TABLE x"]}, "fields"),
        ({"sort": "girth sideways"}, "sort"),
        ({"sort": "nothing"}, "sort"),
        ({"limit": -1}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"offset": [1]}, "offset"),
        ({"q": {"nothing": "x"}}, "q"),
        ({"distinct": True}, "distinct"),
        ({"records_format": "csv"}, "records_format"),
        ({"resource_id": ["test-trees"]}, "resource_id"),
    ],
)
def test_a_wrong_parameter_is_told_by_its_name(
    client: Client, forest: Register, given: dict[str, Any], parameter: str
) -> None:
    status, error = ask(client, "datastore_search", **{"resource_id": "test-trees", **given})
    assert (status, error["__type"]) == (409, "Validation Error")
    assert error[parameter]


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "[" * 100_000, "{}" + " " * 300_000, "\x00"])
def test_a_body_that_is_no_object_is_refused(client: Client, body: str) -> None:
    response = client.post("/api/3/action/package_list", data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["success"] is False


def test_a_form_does_as_well(client: Client, forest: Register) -> None:
    for form in ({"id": "test-trees"}, {'{"id": "test-trees"}': ""}):
        assert client.post("/api/3/action/package_show", data=form).json()["success"] is True


@pytest.mark.parametrize(
    ("q", "fq", "found"),
    [
        ("*:*", "", True),
        ("πολη", "", True),
        ("δοκιμή DEBRIS", "", False),
        ("", "name:test-trees AND tags:trees", True),
        ("", '+groups:envi +res_format:CSV -license_id:"CC0-1.0"', True),
        ("", "metadata_modified:[2020-01-01T00:00:00Z TO *]", True),
        ("", "metadata_modified:[* TO 2020-01-01]", False),
        ("title:σύνολο", "", True),
        ("", "organization:(municipality OR other)", True),
    ],
)
def test_datasets_are_found(client: Client, forest: Register, q: str, fq: str, found: bool) -> None:
    described(forest.name)
    names = [package["name"] for package in ask(client, "package_search", q=q, fq=fq, rows=1000)["results"]]
    assert (forest.name in names) is found


@pytest.mark.parametrize(
    "fq", ["nothing:1", "metadata_modified:2020", "metadata_modified:[x TO *]", "a " * 60]
)
def test_a_search_that_is_not_understood_is_told(client: Client, forest: Register, fq: str) -> None:
    status, error = ask(client, "package_search", fq=fq)
    assert (status, error["__type"]) == (400, "Search Query Error")


def test_results_come_in_pages_and_in_order(client: Client, forest: Register) -> None:
    names = ask(client, "package_list")
    found = ask(client, "package_search", sort="name desc", rows=1, start=0)
    assert found["count"] == len(names)
    assert [package["name"] for package in found["results"]] == [sorted(names)[-1]]
    assert ask(client, "package_list", limit=1, offset=1) == [sorted(names)[1]]


def test_what_is_not_published_is_not_there(client: Client, forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    assert forest.name not in ask(client, "package_list")
    for action in ("package_show", "resource_show"):
        assert ask(client, action, id=forest.name)[0] == 404
    assert rows(client)[0] == 404


def test_the_second_municipality_answers_for_itself(other_client: Client, forest: Register) -> None:
    assert forest.name not in ask(other_client, "package_list")
    assert rows(other_client)[0] == 404


def test_other_sites_may_ask_and_nothing_can_be_written(client: Client, forest: Register) -> None:
    response = client.options("/api/3/action/datastore_search")
    assert "POST" in response["Access-Control-Allow-Methods"]
    assert "Content-Type" in response["Access-Control-Allow-Headers"]
    assert client.get("/api/3/action/package_list")["Access-Control-Allow-Origin"] == "*"
    assert client.put("/api/3/action/package_list").status_code == 405
    assert ask(client, "package_create", name="x")[0] == 404


def test_a_search_costs_the_same_for_any_number_of_datasets(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    with count_queries() as queries:
        ask(client, "package_search", rows=1000)
    assert len(queries) <= 6, [query["sql"] for query in queries]


def test_a_format_is_called_by_its_name(client: Client, forest: Register) -> None:
    """The EU's table of file types has none for tiles."""
    answered = client.get("/api/3/action/package_show", {"id": forest.name}).json()["result"]
    formats = {one["format"] for one in answered["resources"]}
    assert "MVT" in formats
    assert "BIN" not in formats
