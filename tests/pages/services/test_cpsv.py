"""The services as CPSV-AP 3.2: what the profile's shapes ask of each class, and how the documents are answered.

SHAPES is the profile's release 3.2.0 in short: for each class its required properties, those of which there may be
one, the datatype of literals, and the class of what is linked to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS, XSD

from cms.accounts.models import Department
from pages.services.cpsv.nodes import ADMINISTRATIVE_UNIT, CPSV, CV, DCAT, ELI, ORG
from pages.services.models import ServicePage, Topic
from tests.factories.services import both, directory, question, service, step

pytestmark = pytest.mark.django_db
RDFNS = Namespace(str(RDF))
WORDS = RDFNS.langString
ATU = URIRef(ADMINISTRATIVE_UNIT)


@dataclass(frozen=True)
class Shape:
    """What holds for every thing of a class."""

    required: frozenset[URIRef] = frozenset()
    once: frozenset[URIRef] = frozenset()
    datatypes: dict[URIRef, URIRef] = field(default_factory=dict)
    classes: dict[URIRef, URIRef] = field(default_factory=dict)


NAMED = frozenset({DCTERMS.identifier, DCTERMS.title})
ID = frozenset({DCTERMS.identifier})
TITLED = {DCTERMS.title: WORDS, DCTERMS.description: WORDS}
SHAPES = {
    CPSV.PublicService: Shape(
        NAMED | {DCTERMS.description, CV.hasCompetentAuthority},
        ID | {CV.processingTime},
        {**TITLED, DCAT.keyword: WORDS, CV.processingTime: XSD.duration},
        {
            CV.hasCompetentAuthority: CV.PublicOrganisation,
            CV.hasChannel: CV.Channel,
            CV.hasCost: CV.Cost,
            CV.hasInputType: CV.EvidenceType,
            CV.isGroupedBy: CV.Event,
            CV.thematicArea: SKOS.Concept,
            CV.hasLegalResource: ELI.LegalResource,
            CV.contactPoint: CV.ContactPoint,
            DCTERMS.audience: SKOS.Concept,
            DCTERMS.language: DCTERMS.LinguisticSystem,
            DCTERMS.spatial: DCTERMS.Location,
            DCTERMS.isPartOf: DCAT.Dataset,
        },
    ),
    CV.PublicOrganisation: Shape(
        frozenset({DCTERMS.spatial, SKOS.prefLabel}),
        datatypes={SKOS.prefLabel: WORDS},
        classes={DCTERMS.spatial: ATU},
    ),
    FOAF.Agent: Shape(NAMED, ID, TITLED),
    CV.Channel: Shape(
        ID,
        ID | {DCTERMS.type, CV.processingTime},
        {DCTERMS.description: WORDS, CV.processingTime: XSD.duration},
        {DCTERMS.type: SKOS.Concept, CV.ownedBy: ORG.Organization},
    ),
    CV.Cost: Shape(
        ID,
        ID | {CV.hasValue, CV.currency, CV.ifAccessedThrough},
        {CV.hasValue: XSD.double, DCTERMS.description: WORDS},
        {
            CV.currency: SKOS.Concept,
            CV.isDefinedBy: ORG.Organization,
            CV.ifAccessedThrough: CV.Channel,
        },
    ),
    CV.Event: Shape(NAMED, ID, TITLED, {CV.hasRelatedService: CPSV.PublicService}),
    CV.EvidenceType: Shape(ID, ID),
    DCAT.Dataset: Shape(
        frozenset({DCTERMS.title, DCTERMS.description, DCTERMS.publisher}),
        frozenset({DCTERMS.publisher}),
        TITLED,
        {
            DCTERMS.publisher: FOAF.Agent,
            DCTERMS.hasPart: CPSV.PublicService,
            DCAT.landingPage: FOAF.Document,
        },
    ),
}


def violations(graph: Graph) -> list[str]:
    """Every rule of the shapes that the graph breaks."""
    found = []
    for kind, shape in SHAPES.items():
        for node in set(graph.subjects(RDF.type, kind)):
            found += [f"{node} has no {name}" for name in shape.required if (node, name, None) not in graph]
            found += [
                f"{node}: {name} more than once"
                for name in shape.once
                if len(list(graph.objects(node, name))) > 1
            ]
            for name, datatype in shape.datatypes.items():
                for value in graph.objects(node, name):
                    is_words = isinstance(value, Literal) and bool(value.language)
                    fits = is_words if datatype == WORDS else getattr(value, "datatype", None) == datatype
                    if not fits:
                        found.append(f"{node}: {name} is {value!r}")
            for name, target in shape.classes.items():
                found += [
                    f"{node}: {name} leads to {value}, no {target}"
                    for value in graph.objects(node, name)
                    if (value, RDF.type, target) not in graph
                ]
    return found


def read(client: Client, address: str, kind: str = "turtle", **headers: str) -> Graph:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    return Graph().parse(data=response.content, format=kind)


@pytest.fixture
def offered() -> ServicePage:
    """A service with everything."""
    parks = Department.objects.create(
        code="parks", names=both("Πράσινο", "Parks"), phone="210 000 0140", email="parks@town.test"
    )
    form = step(both("Ποιος", "Who"), question("email", both("Διεύθυνση", "E-mail")))
    need = {"type": "need", "value": {"title": "A photograph", "text": "Of the tree"}}
    line = {"type": "line", "value": {"label": both("Τέλος", "Fee"), "amount": "12,50", "when": ""}}
    page = service(
        "Pruning",
        form,
        slug="pruning",
        summary="A tree touches your balcony.",
        search_words="tree, branches",
        department=parks,
        deadline=10,
        cost="€12.50",
        duration="10 working days",
        audiences=["resident", "business"],
        life_events=["home", "running-business"],
        needs=json.dumps([need]),
        fee=json.dumps([line]),
        legal_basis="<p>Law 1 <b>of</b> 2020</p>",
    )
    page.topics = [Topic.objects.get(slug="green-and-waste")]
    page.save_revision().publish()
    return page


def test_the_directory_keeps_to_the_shapes(client: Client, offered: ServicePage) -> None:
    service("Help at home", parent=directory("el"))
    graph = read(client, "/services.ttl")
    assert violations(graph) == []
    assert len(set(graph.subjects(RDF.type, CPSV.PublicService))) == 2


def test_a_service_tells_all_that_its_page_does(client: Client, offered: ServicePage) -> None:
    graph = read(client, f"/services/{offered.translation_key}.ttl")
    assert violations(graph) == []
    node = next(graph.subjects(RDF.type, CPSV.PublicService))
    assert str(node).endswith(f"/services/{offered.translation_key}")
    assert Literal("Pruning", lang="en") in set(graph.objects(node, DCTERMS.title))
    assert {str(word) for word in graph.objects(node, DCAT.keyword)} == {"tree", "branches"}
    assert str(graph.value(node, CV.processingTime)) == "P14D"
    cost = graph.value(node, CV.hasCost)
    assert graph.value(cost, CV.hasValue).toPython() == 12.5
    kinds = {kind for event in graph.objects(node, CV.isGroupedBy) for kind in graph.objects(event, RDF.type)}
    assert {CV.LifeEvent, CV.BusinessEvent} <= kinds
    papers = [graph.value(paper, DCTERMS.title) for paper in graph.objects(node, CV.hasInputType)]
    assert papers == [Literal("A photograph", lang="en")]
    law = graph.value(graph.value(node, CV.hasLegalResource), DCTERMS.title)
    assert law == Literal("Law 1 of 2020", lang="en")
    assert len(list(graph.objects(node, CV.hasChannel))) == 2


@pytest.mark.parametrize(
    ("extension", "kind", "media_type"),
    [
        ("ttl", "turtle", "text/turtle"),
        ("jsonld", "json-ld", "application/ld+json"),
        ("rdf", "xml", "application/rdf+xml"),
    ],
)
def test_all_three_ways_of_writing_say_the_same(
    client: Client, offered: ServicePage, extension: str, kind: str, media_type: str
) -> None:
    response = client.get(f"/services.{extension}")
    assert response["Content-Type"].startswith(media_type)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert len(Graph().parse(data=response.content, format=kind)) == len(read(client, "/services.ttl"))


def test_an_unchanged_directory_is_not_sent_again(client: Client, offered: ServicePage) -> None:
    first = client.get("/services.ttl")
    again = client.get("/services.ttl", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    head = client.head("/services.ttl")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    offered.title = "Pruning and care"
    offered.save_revision().publish()
    changed = client.get("/services.ttl", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert b"Pruning and care" in changed.content


@pytest.mark.parametrize(("accept", "status"), [("text/turtle", 200), ("text/html", 303), ("image/png", 406)])
def test_the_plain_address_answers_programs_and_sends_people_to_the_page(
    client: Client, offered: ServicePage, accept: str, status: int
) -> None:
    for address in ("/services", f"/services/{offered.translation_key}"):
        response = client.get(address, headers={"accept": accept, "accept-language": "en"})
        assert response.status_code == status, address
        if status == 303:
            assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/services/00000000-0000-4000-8000-000000000000.ttl",
        "/services/00000000-0000-4000-8000-000000000000",
    ],
)
def test_a_service_that_is_not_public_is_not_there(client: Client, address: str) -> None:
    hidden = service("Hidden", publish=False)
    assert client.get(address).status_code == 404
    assert client.get(f"/services/{hidden.translation_key}.ttl").status_code == 404
    assert b"Hidden" not in client.get("/services.ttl").content


def test_control_characters_and_markup_leave_no_document_broken(client: Client) -> None:
    service("A\x0b & <b>", slug="odd", summary='"""quotes\\ and ]]>')
    for extension, kind in (("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml")):
        assert violations(read(client, f"/services.{extension}", kind)) == []


def test_the_pages_name_their_documents(client: Client, offered: ServicePage) -> None:
    text = client.get("/en/services/").content.decode()
    assert 'type="text/turtle"' in text
    assert "/services.jsonld" in text
    assert f"/services/{offered.translation_key}.ttl" in client.get(offered.url).content.decode()


def test_more_services_cost_no_more_queries(client: Client, count_queries: Callable[[], Any]) -> None:
    service("One")
    with count_queries() as few:
        client.get("/services.ttl?f=ttl")
    for number in range(6):
        service(f"Service {number}")
    with count_queries() as many:
        client.get("/services.ttl?f=ttl")
    assert len(many) <= len(few) + 1
