"""Small pieces of the catalogue's graph: texts by language, entries of authority tables, places, periods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS, XSD

from cms.kit.rdf.nodes import add_texts, add_typed, graph_with
from opendata.catalog.vocabularies import Concept

ADMS = Namespace("http://www.w3.org/ns/adms#")
# Complete, unlike the list that comes with the library.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PREFIXES: Mapping[str, Namespace] = {
    "adms": ADMS, "dcat": DCAT, "dcatap": DCATAP, "dct": Namespace(str(DCTERMS)), "eli": ELI,
    "foaf": Namespace(str(FOAF)), "geo": GEO, "hydra": HYDRA, "rdf": Namespace(str(RDF)),
    "rdfs": Namespace(str(RDFS)),
    "skos": Namespace(str(SKOS)), "spdx": SPDX, "vcard": VCARD, "xml": Namespace("http://www.w3.org/XML/1998/namespace"),
    "xsd": Namespace(str(XSD)),
}  # fmt: skip


def new_graph() -> Graph:
    """An empty graph with the prefixes that readers know."""
    return graph_with(PREFIXES)


def add_concept(
    graph: Graph, node: URIRef, predicate: URIRef, entry: Concept, kind: URIRef = SKOS.Concept
) -> None:
    """A link to an entry of an authority table, with its labels as the table has them.

    Never rdfs:label: CKAN's harvester takes one of those, of any language, for the value, and the entry is lost.
    """
    found = add_typed(graph, node, predicate, entry.uri, kind)
    add_texts(graph, found, SKOS.prefLabel, entry.titles)


def add_moment(graph: Graph, node: URIRef, predicate: URIRef, moment: datetime | date | None) -> None:
    """A moment as xsd:dateTime, a day as xsd:date; nothing for None."""
    if isinstance(moment, datetime):
        text = moment.isoformat(timespec="seconds")
        graph.add((node, predicate, Literal(text, datatype=XSD.dateTime, normalize=False)))
    elif moment is not None:
        graph.add((node, predicate, Literal(moment.isoformat(), datatype=XSD.date)))


def add_box(
    graph: Graph, node: URIRef, predicate: URIRef, place: str, box: tuple[float, float, float, float]
) -> None:
    """A place known by its box (west, south, east, north in degrees), in the order of CRS84."""
    west, south, east, north = box
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = ",".join(f"{x:.6f} {y:.6f}" for x, y in corners)
    found = add_typed(graph, node, predicate, place, DCTERMS.Location)
    graph.add((found, DCAT.bbox, Literal(f"POLYGON(({ring}))", datatype=GEO.wktLiteral)))
    middle = f"POINT({(west + east) / 2:.6f} {(south + north) / 2:.6f})"
    graph.add((found, DCAT.centroid, Literal(middle, datatype=GEO.wktLiteral)))
