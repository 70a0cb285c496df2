"""The catalogue as RDF: valid by the shapes of DCAT-AP 3.0.1, in pages, with addresses that stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pyshacl import validate
from rdflib import RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS, XSD

from opendata.catalog.models import Dataset, Theme
from opendata.catalog.offers import Distribution
from opendata.catalog.registry import distributions
from opendata.tables.actions import republish
from tests.factories.catalog import described, published_datasets
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

SHAPES = Path(__file__).parent / "shapes"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
ROOT = f"{settings.PORTAL_SCHEME}://town.test{settings.PORTAL_PORT}"
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture
def no_other_datasets(town: Any) -> None:
    """Registers provision datasets of their own; a count is easier without them."""
    Dataset.objects.update(published=False)


def read(client: Client, address: str, syntax: str = "turtle") -> Graph:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return Graph().parse(data=response.content, format=syntax)


def whole_catalogue(client: Client, extension: str = "ttl") -> list[Graph]:
    """Every page, found by the links alone, as a harvester does."""
    pages, address = [], f"/catalog.{extension}"
    while address:
        graph = read(client, address, FORMATS[extension])
        pages.append(graph)
        view = next(graph.subjects(RDF.type, HYDRA.PartialCollectionView))
        following = graph.value(view, HYDRA.next)
        address = str(following).removeprefix(ROOT) if following else ""
    return pages


def violations(graph: Graph, shapes: str) -> str:
    conforms, _results, text = validate(
        graph, shacl_graph=Graph().parse(SHAPES / shapes), advanced=True, do_owl_imports=False
    )
    return "" if conforms else text


@pytest.mark.usefixtures("no_other_datasets")
def test_twenty_five_datasets_over_three_pages_keep_every_shape(
    client: Client, enter: Callable[[Register], Register]
) -> None:
    published_datasets(enter, 25)
    pages = whole_catalogue(client)
    assert len(pages) == 3
    together = Graph()
    for page in pages:
        together += page
    assert len(set(together.subjects(RDF.type, DCAT.Dataset))) == 25
    assert len(set(together.subjects(RDF.type, DCAT.Distribution))) == 75
    for shapes in ("shapes.ttl", "range.ttl"):
        assert violations(together, shapes) == ""
        # Harvesters check page by page.
        assert violations(pages[2], shapes) == ""


@pytest.mark.usefixtures("no_other_datasets")
def test_a_fully_described_dataset_misses_no_recommended_property(
    client: Client, enter: Callable[[Register], Register]
) -> None:
    published_datasets(enter, 1)
    text = violations(read(client, "/catalog.ttl"), "shapes_recommended.ttl")
    missing = {line.split("Result Path: ")[1] for line in text.splitlines() if "Result Path" in line}
    # A service has no words of its own to be found by, the trial's town has no boundary, and the place that an
    # editor names elsewhere has no box here.
    assert missing <= {"dcat:keyword", "dct:spatial", "dcat:bbox", "dcat:centroid"}


def test_a_dataset_that_says_next_to_nothing_is_still_valid(client: Client, forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(titles={}, descriptions={}, languages=[], keywords={})
    graph = read(client, f"/catalog/{forest.name}.ttl")
    for shapes in ("shapes.ttl", "range.ttl"):
        assert violations(graph, shapes) == ""


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_says_the_same(client: Client, forest: Register, extension: str) -> None:
    described(forest.name)
    first = read(client, f"/catalog/{forest.name}.ttl")
    other = read(client, f"/catalog/{forest.name}.{extension}", FORMATS[extension])
    assert set(first) == set(other)
    assert len(first) > 100


def test_nothing_in_the_graph_is_without_a_name(client: Client, forest: Register) -> None:
    graph = read(client, f"/catalog/{forest.name}.ttl")
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]


def test_json_ld_holds_its_own_context(client: Client, forest: Register) -> None:
    content = json.loads(client.get(f"/catalog/{forest.name}.jsonld").content)
    assert isinstance(content["@context"], dict)
    assert all(isinstance(value, str) for value in content["@context"].values())


def test_a_dataset_tells_its_facts_in_both_languages(client: Client, forest: Register) -> None:
    described(forest.name)
    graph = read(client, f"/catalog/{forest.name}.ttl")
    node = URIRef(f"{ROOT}/catalog/{forest.name}")
    assert {(str(word), word.language) for word in graph.objects(node, DCAT.keyword)} == {  # type: ignore[attr-defined]  # literals, all of them
        ("δέντρα", "el"), ("πόλη", "el"), ("trees", "en"), ("city", "en"),
    }  # fmt: skip
    assert {title.language for title in graph.objects(node, DCTERMS.title)} == {"el", "en"}  # type: ignore[attr-defined]  # literals, all of them
    period = graph.value(node, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2020-01-01", datatype=XSD.date)
    boxes = [graph.value(place, DCAT.bbox) for place in graph.objects(node, DCTERMS.spatial)]
    assert any(box is not None and box.startswith("POLYGON((23.9") for box in boxes)
    assert str(graph.value(node, DCTERMS.identifier)) == Dataset.objects.get(name=forest.name).urn
    assert str(graph.value(node, DCAT.version)) == "1"
    # CKAN's harvester would take such a label for the value.
    frequency = graph.value(node, DCTERMS.accrualPeriodicity)
    assert isinstance(frequency, URIRef)
    assert graph.value(frequency, RDFS.label) is None
    assert {label.language for label in graph.objects(frequency, SKOS.prefLabel)} == {"el", "en"}  # type: ignore[attr-defined]  # literals, all of them


def test_a_high_value_dataset_keeps_the_regulation(client: Client, forest: Register) -> None:
    described(forest.name)
    graph = read(client, f"/catalog/{forest.name}.ttl")
    law = URIRef("http://data.europa.eu/eli/reg_impl/2023/138/oj")
    for kind in (DCAT.Dataset, DCAT.Distribution, DCAT.DataService):
        for node in graph.subjects(RDF.type, kind):
            assert graph.value(node, DCATAP.applicableLegislation) == law
    for kind in (DCAT.Dataset, DCAT.DataService):
        node = next(graph.subjects(RDF.type, kind))
        assert str(graph.value(node, DCATAP.hvdCategory)).startswith("http://data.europa.eu/bna/c_")
    service = next(graph.subjects(RDF.type, DCAT.DataService))
    for wanted in (FOAF.page, DCAT.endpointURL, DCAT.endpointDescription, DCAT.contactPoint):
        assert graph.value(service, wanted) is not None, wanted


def test_other_data_name_no_regulation(client: Client, forest: Register) -> None:
    assert not list(read(client, f"/catalog/{forest.name}.ttl").objects(None, DCATAP.applicableLegislation))


def test_every_address_that_the_catalogue_names_answers_a_head(client: Client, forest: Register) -> None:
    graph = read(client, f"/catalog/{forest.name}.ttl")
    named = {
        str(target)
        for predicate in (
            DCAT.accessURL,
            DCAT.downloadURL,
            DCAT.endpointURL,
            DCAT.endpointDescription,
            DCAT.landingPage,
            FOAF.page,
        )
        for target in graph.objects(None, predicate)
    }
    assert len(named) >= 7
    for address in named:
        response = client.head(address.removeprefix(ROOT))
        assert response.status_code == 200, address
        assert not response.content


def test_names_are_the_same_under_every_host(forest: Register, town: Any) -> None:
    town.domains.create(domain="also.test", is_primary=False)
    first = Client(SERVER_NAME="town.test").get(f"/catalog/{forest.name}.ttl").content
    assert Client(SERVER_NAME="also.test").get(f"/catalog/{forest.name}.ttl").content == first
    assert b"also.test" not in first


def test_the_second_municipality_names_its_own(other_client: Client, forest: Register) -> None:
    assert other_client.get(f"/catalog/{forest.name}.ttl").status_code == 404
    text = other_client.get("/catalog.ttl").content.decode()
    assert ROOT.replace("town", "other") + "/catalog" in text
    assert "town.test" not in text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/plain;q=0.5", "application/rdf+xml"),
    ],
)
def test_accept_chooses_the_format(client: Client, forest: Register, accept: str, media_type: str) -> None:
    for address in ("/catalog", f"/catalog/{forest.name}"):
        response = client.get(address, headers={"accept": accept} if accept else {})
        assert response.status_code == 200
        assert response["Content-Type"].startswith(media_type)
        assert "Accept" in response["Vary"]


def test_a_browser_is_led_to_the_page(client: Client, forest: Register) -> None:
    headers = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "en"}
    response = client.get(f"/catalog/{forest.name}", headers=headers)
    assert (response.status_code, response["Location"]) == (303, f"/en/data/{forest.name}/")


def test_nothing_acceptable_is_told(client: Client) -> None:
    assert client.get("/catalog", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "page=٣",
        "page=99999999",
        "modified_since=soon",
        "modified_since=2026-99-01",
        "x=1",
    ],
)
def test_a_wrong_question_is_a_problem(client: Client, query: str) -> None:
    response = client.get(f"/catalog.ttl?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_page_behind_the_last_is_not_there(client: Client) -> None:
    assert client.get("/catalog.ttl?page=99").status_code == 404


@pytest.mark.usefixtures("no_other_datasets")
def test_modified_since_leaves_out_what_stayed_and_is_kept_by_the_links(
    client: Client, enter: Callable[[Register], Register]
) -> None:
    published_datasets(enter, 11)
    Dataset.objects.exclude(name="set-01").update(modified="2020-01-01T00:00:00Z")
    Dataset.objects.get(name="set-02").collection.__class__.objects.exclude(dataset__name="set-02").update(
        updated_at="2020-01-01T00:00:00Z"
    )
    graph = read(client, "/catalog.ttl?modified_since=2021-06-01")
    names = {str(node).rsplit("/", 1)[1] for node in graph.subjects(RDF.type, DCAT.Dataset)}
    assert names == {"set-01", "set-02"}
    graph = read(client, "/catalog.ttl?modified_since=2019-01-01T00:00:00%2B02:00")
    view = next(graph.subjects(RDF.type, HYDRA.PartialCollectionView))
    assert "modified_since=2019-01-01T00%3A00%3A00%2B02%3A00" in str(graph.value(view, HYDRA.next))
    assert graph.value(view, HYDRA.totalItems) == Literal("11", datatype=XSD.integer)


def test_an_unchanged_document_is_not_sent_again(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    for address in ("/catalog.ttl", f"/catalog/{forest.name}.jsonld"):
        etag = client.get(address)["ETag"]
        with count_queries() as queries:
            response = client.get(address, headers={"if-none-match": etag})
        assert response.status_code == 304
        assert not response.content
        assert len(queries) <= 5, [query["sql"] for query in queries]


def test_new_rows_and_new_words_are_seen_at_once(client: Client, forest: Register) -> None:
    address = f"/catalog/{forest.name}.ttl"
    first = client.get(address)["ETag"]
    forest.put_points(1, first=9001)
    republish(forest.name, by=None)
    second = client.get(address, headers={"if-none-match": first})
    assert second.status_code == 200
    described(forest.name, titles={"en": "Other words"})
    third = client.get(address, headers={"if-none-match": second["ETag"]})
    assert b"Other words" in third.content


@pytest.mark.usefixtures("no_other_datasets")
def test_a_page_costs_the_same_however_many_datasets_it_holds(
    client: Client, enter: Callable[[Register], Register], count_queries: Callable[[], Any]
) -> None:
    costs = []
    client.get("/catalog.ttl")
    for count in (1, 10):
        published_datasets(enter, count)
        with count_queries() as queries:
            assert client.get("/catalog.ttl").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[1] <= 12


def test_documents_may_be_read_from_other_sites_and_by_head(client: Client, forest: Register) -> None:
    for address in ("/catalog.rdf", f"/catalog/{forest.name}.ttl", f"/el/data/{forest.name}.ttl"):
        response = client.head(address)
        assert response.status_code == 200
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in response["Access-Control-Expose-Headers"]
        assert not response.content
    assert client.options("/catalog.ttl").status_code == 204
    assert client.post("/catalog.ttl").status_code == 405


def test_the_document_beside_the_page_is_never_kept_too_long(client: Client, forest: Register) -> None:
    address = f"/en/data/{forest.name}.ttl"
    assert b"Dataset words" not in client.get(address).content
    described(forest.name, titles={"en": "Dataset words"})
    assert b"Dataset words" in client.get(address).content


def test_what_is_not_published_is_not_told(client: Client, forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    assert client.get(f"/catalog/{forest.name}.ttl").status_code == 404
    assert f"/catalog/{forest.name}>" not in client.get("/catalog.ttl").content.decode()


def test_letters_that_xml_cannot_hold_are_left_out(client: Client, forest: Register) -> None:
    described(
        forest.name, descriptions={"en": "A form\x0cfeed and \x1b escape"}, place_uri='https://x.test/<a b>"'
    )
    for extension, syntax in FORMATS.items():
        graph = read(client, f"/catalog/{forest.name}.{extension}", syntax)
        assert Literal("A formfeed and  escape", lang="en") in set(graph.objects(None, DCTERMS.description))


def test_files_tell_size_checksum_and_package_and_keep_every_shape(
    client: Client, forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    described(forest.name)
    file = Distribution(
        id="shp", titles={"en": "Shapefile", "el": "Shapefile"}, media_type="application/vnd.shp", file_type="SHP",
        access_path="/a", download_path="/α β.zip", byte_size=2**40, sha256="ab" * 32, compression="application/gzip",
        package="application/zip",
    )  # fmt: skip
    monkeypatch.setattr(distributions, "_things", {"files": lambda _datasets: {forest.name: [file]}})
    for extension, syntax in FORMATS.items():
        graph = read(client, f"/catalog/{forest.name}.{extension}", syntax)
        for shapes in ("shapes.ttl", "range.ttl"):
            assert violations(graph, shapes) == ""
        node = next(graph.subjects(RDF.type, DCAT.Distribution))
        assert graph.value(node, DCAT.byteSize) == Literal("1099511627776", datatype=XSD.nonNegativeInteger)
        assert str(graph.value(node, DCAT.downloadURL)) == f"{ROOT}/%CE%B1%20%CE%B2.zip"
        checksum = graph.value(node, URIRef("http://spdx.org/rdf/terms#checksum"))
        value = graph.value(checksum, URIRef("http://spdx.org/rdf/terms#checksumValue"))
        assert str(value) == "ab" * 32


def test_another_subject_and_a_renamed_contact_are_seen_at_once(client: Client, forest: Register) -> None:
    dataset = described(forest.name)
    address = f"/catalog/{forest.name}.ttl"
    first = client.get(address)["ETag"]
    dataset.themes.add(Theme.objects.get(code="TRAN"))
    second = client.get(address, headers={"if-none-match": first})
    assert b"data-theme/TRAN" in second.content
    assert dataset.contact is not None
    dataset.contact.email = "else@town.test"
    dataset.contact.save()
    third = client.get(address, headers={"if-none-match": second["ETag"]})
    assert b"mailto:else@town.test" in third.content
