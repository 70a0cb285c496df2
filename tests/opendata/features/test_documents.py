"""What the API tells of itself: landing page, conformance, collections, schemas, OpenAPI, pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV30SpecValidator

from opendata.tables.actions import ensure_collection, publish_rows
from opendata.tables.contract import Field, FieldType, GeometryType
from tests.factories.tables import Register, register
from tests.opendata.features.reading import BASE, link_of, local

pytestmark = pytest.mark.django_db

TREES = f"{BASE}collections/test-trees"
DOCUMENTS = ["", "conformance", "collections", "collections/test-trees", "collections/test-trees/queryables"]


def test_the_landing_page_leads_everywhere(client: Client, forest: Register) -> None:
    document = client.get(BASE).json()
    for rel in ("self", "alternate", "service-desc", "service-doc", "conformance", "data"):
        found = link_of(document, rel)
        assert found, rel
        answer = client.get(local(found["href"]))
        assert answer.status_code == 200
        assert answer["Content-Type"].split("; charset")[0] == found["type"]


def test_the_classes_of_the_standard_are_declared(client: Client, forest: Register) -> None:
    declared = client.get(f"{BASE}conformance").json()["conformsTo"]
    for name in ("core", "geojson", "html", "oas30"):
        assert f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" in declared


def test_a_collection_alone_equals_its_entry_in_the_list(client: Client, forest: Register) -> None:
    alone = client.get(TREES).json()
    (listed,) = (
        entry
        for entry in client.get(f"{BASE}collections").json()["collections"]
        if entry["id"] == "test-trees"
    )
    assert alone == listed
    assert alone["itemType"] == "feature"
    assert alone["numberOfItems"] == 250
    assert len(alone["extent"]["spatial"]["bbox"][0]) == 4


def test_every_link_of_a_collection_leads_to_its_type(client: Client, forest: Register) -> None:
    links = [link for link in client.get(TREES).json()["links"] if link["rel"] != "license"]
    assert {"self", "alternate", "items"} <= {link["rel"] for link in links}
    for link in links:
        answer = client.get(local(link["href"]))
        assert (answer.status_code, answer["Content-Type"].split("; charset")[0]) == (200, link["type"]), link


def test_the_licence_is_a_link(client: Client, forest: Register) -> None:
    found = link_of(client.get(TREES).json(), "license")
    assert found
    assert found["href"] == "https://creativecommons.org/licenses/by/4.0/"


def test_an_empty_collection_has_no_box(client: Client, trees: Register) -> None:
    assert "spatial" not in client.get(TREES).json()["extent"]


def test_the_schema_tells_types_units_and_titles(client: Client, forest: Register) -> None:
    schema = client.get(f"{TREES}/schema", headers={"accept-language": "el"}).json()
    assert schema["properties"]["girth"] == {
        "title": "Περίμετρος", "x-titles": {"en": "Girth", "el": "Περίμετρος"}, "type": "integer",
        "x-ogc-unit": "cm", "x-ogc-propertySeq": 2,
    }  # fmt: skip
    assert schema["properties"]["planted"]["format"] == "date"
    assert schema["properties"]["geometry"]["format"] == "geometry-point"
    queryables = client.get(f"{TREES}/queryables").json()
    assert "id" not in queryables["properties"]
    assert queryables["additionalProperties"] is False


def test_a_property_named_like_a_parameter_can_be_read_but_not_asked_for(
    client: Client, town: Any, enter: Callable[..., Any]
) -> None:
    fields = (
        Field("limit", FieldType.INTEGER, {"en": "Speed limit"}),
        Field("name", FieldType.TEXT, {"en": "Name"}),
    )
    roads = enter(register("roads", fields=fields, geometry_type=GeometryType.NONE))
    roads.put([{"rowid": 1, "limit": 50, "name": "Α"}])
    ensure_collection(roads.definition)
    publish_rows("roads", [1], by=None)
    answer = client.get(f"{BASE}collections/roads/items?limit=5").json()
    assert answer["features"][0]["properties"] == {"limit": 50, "name": "Α"}
    assert list(client.get(f"{BASE}collections/roads/queryables").json()["properties"]) == ["limit", "name"]
    assert (
        client.get(f"{BASE}collections/roads/items", {"filter": "limit = 50"}).json()["numberReturned"] == 1
    )
    assert client.get(f"{BASE}collections/roads/items", {"limit__gte": "50"}).status_code == 400


def openapi(client: Client) -> dict[str, Any]:
    response = client.get(f"{BASE}openapi.json")
    assert response["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    return dict(json.loads(response.content))


def test_the_description_for_programs_is_valid(client: Client, forest: Register) -> None:
    OpenAPIV30SpecValidator(openapi(client)).validate()


def test_the_description_needs_nothing_from_elsewhere(client: Client, forest: Register) -> None:
    references = [
        line.split('"')[3]
        for line in json.dumps(openapi(client), indent=0).splitlines()
        if line.startswith('"$ref"')
    ]
    assert references
    assert all(reference.startswith("#/components/") for reference in references)


def test_the_description_names_every_queryable_and_the_largest_limit(
    client: Client, forest: Register
) -> None:
    document = openapi(client)
    assert document["servers"] == [{"url": "http://town.test/api/v1"}]
    parameters = document["paths"]["/collections/test-trees/items"]["get"]["parameters"]
    named = {entry["name"]: entry["schema"] for entry in parameters if "name" in entry}
    assert named["girth"] == {"type": "integer"}
    assert named["seen"] == {"type": "string", "format": "date-time"}
    assert {"$ref": "#/components/parameters/limit"} in parameters
    assert document["components"]["parameters"]["limit"]["schema"]["maximum"] == 10_000


def test_every_path_without_a_place_in_it_answers(client: Client, forest: Register) -> None:
    for path in openapi(client)["paths"]:
        if "{" not in path:
            query = {}
            if path.endswith("/changes"):
                query["since"] = client.get(BASE.rstrip("/") + path.removesuffix("/changes")).json()[
                    "revision"
                ]
            # A file is made when it is asked for first.
            expected = (200, 202) if "/exports/" in path else (200,)
            assert client.get(BASE.rstrip("/") + path, query).status_code in expected


@pytest.mark.parametrize("path", [*DOCUMENTS, "collections/test-trees/schema"])
def test_each_document_is_also_a_page_in_both_languages(client: Client, forest: Register, path: str) -> None:
    for language in ("el", "en"):
        page = client.get(f"{BASE}{path}?f=html", headers={"accept-language": language})
        assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_known_document_is_a_304(client: Client, forest: Register, path: str) -> None:
    tag = client.get(BASE + path)["ETag"]
    assert client.get(BASE + path, headers={"if-none-match": tag}).status_code == 304


def test_a_changed_title_changes_the_documents_tag(client: Client, forest: Register) -> None:
    from opendata.catalog.models import Dataset

    tag = client.get(TREES)["ETag"]
    Dataset.objects.filter(name=forest.name).update(titles={"el": "Άλλος τίτλος", "en": "Another title"})
    assert client.get(TREES, headers={"if-none-match": tag}).status_code == 200


def test_the_page_for_people_has_recipes_and_nothing_from_elsewhere(client: Client, forest: Register) -> None:
    page = client.get(f"{BASE}docs/", headers={"accept-language": "en"}).content.decode()
    assert "curl -o test-trees.csv" in page
    assert "link[&quot;rel&quot;] == &quot;next&quot;" in page
    assert "QGIS" in page
    assert 'id="bad-parameter"' in page
    assert '<script src="http' not in page
    assert "<style" not in page
    assert " style=" not in page
