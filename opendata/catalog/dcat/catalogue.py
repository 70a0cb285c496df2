"""The catalogue, its publisher, its services and its pages as RDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS, XSD

from cms.kit.rdf.nodes import add_texts, add_typed
from cms.kit.texts import in_language
from opendata.catalog.dcat.addresses import Addresses
from opendata.catalog.dcat.datasets import LICENCE_KINDS, add_contact, add_dataset, add_high_value
from opendata.catalog.dcat.entries import Entry, Town
from opendata.catalog.dcat.nodes import (
    DCAT,
    HYDRA,
    add_box,
    add_concept,
    add_moment,
    new_graph,
)
from opendata.catalog.offers import Service
from opendata.catalog.vocabularies import Concept, concept, language_concept, read_reference

LOCAL_AUTHORITY = Concept(
    "LocalAuthority",
    "http://purl.org/adms/publishertype/LocalAuthority",
    {"en": "Local authority", "el": "Αρχή τοπικής αυτοδιοίκησης"},
)
TAXONOMY = "http://publications.europa.eu/resource/authority/data-theme"
# Of the catalogue's own words; each dataset tells its own licence.
METADATA_LICENCE = "http://publications.europa.eu/resource/authority/licence/CC0"


@dataclass(frozen=True)
class PageLinks:
    """The addresses of a page of the catalogue and of its neighbours; `total` datasets in all."""

    total: int
    per_page: int
    here: str
    first: str
    last: str
    next: str = ""
    previous: str = ""


def catalogue_graph(
    addresses: Addresses, town: Town, entries: Sequence[Entry], links: PageLinks, *, modified: datetime | None
) -> Graph:
    """A page of the catalogue with its datasets."""
    graph = new_graph()
    catalogue = URIRef(addresses.catalogue)
    _add_catalogue(graph, catalogue, addresses, town, modified)
    _add_publisher(graph, addresses, town)
    _add_paging(graph, catalogue, links)
    for entry in entries:
        graph.add((catalogue, DCAT.dataset, add_dataset(graph, addresses, town, entry)))
    for service in town.services:
        node = _add_service(graph, addresses, town, service, entries)
        graph.add((catalogue, DCAT.service, node))
    return graph


def dataset_graph(addresses: Addresses, town: Town, entry: Entry) -> Graph:
    """One dataset on its own, with its publisher and the services that it names."""
    graph = new_graph()
    _add_publisher(graph, addresses, town)
    add_dataset(graph, addresses, town, entry)
    named = {offer.service for offer in entry.distributions}
    for service in town.services:
        if service.name in named:
            _add_service(graph, addresses, town, service, [entry])
    return graph


def _add_catalogue(
    graph: Graph, node: URIRef, addresses: Addresses, town: Town, modified: datetime | None
) -> None:
    municipality = town.municipality
    graph.add((node, RDF.type, DCAT.Catalog))
    for language in municipality.languages:
        with override(language):
            name = in_language(municipality.names, language)
            title = _("Open data of %(town)s") % {"town": name}
            text = _("Everything the municipality publishes: to read, filter, download and draw.")
        add_texts(graph, node, DCTERMS.title, {language: title})
        add_texts(graph, node, DCTERMS.description, {language: text})
        known = language_concept(language)
        if known:
            add_concept(graph, node, DCTERMS.language, known, DCTERMS.LinguisticSystem)
    graph.add((node, DCTERMS.publisher, URIRef(addresses.publisher)))
    add_moment(graph, node, DCTERMS.issued, municipality.created_at)
    add_moment(graph, node, DCTERMS.modified, modified)
    terms = add_typed(graph, node, DCTERMS.license, METADATA_LICENCE, DCTERMS.LicenseDocument)
    add_concept(graph, terms, DCTERMS.type, LICENCE_KINDS["CC0"])
    add_typed(graph, node, FOAF.homepage, addresses.page(), FOAF.Document)
    taxonomy = add_typed(graph, node, DCAT.themeTaxonomy, TAXONOMY, SKOS.ConceptScheme)
    titles = read_reference("themes").get("titles", {"en": "Data theme", "el": "Θέμα δεδομένων"})
    add_texts(graph, taxonomy, DCTERMS.title, titles)
    if town.box:
        add_box(graph, node, DCTERMS.spatial, f"{addresses.catalogue}#place", town.box)


def _add_publisher(graph: Graph, addresses: Addresses, town: Town) -> None:
    node = URIRef(addresses.publisher)
    graph.add((node, RDF.type, FOAF.Agent))
    graph.add((node, RDF.type, FOAF.Organization))
    add_texts(graph, node, FOAF.name, town.municipality.names)
    add_concept(graph, node, DCTERMS.type, LOCAL_AUTHORITY)
    add_typed(graph, node, FOAF.homepage, f"{addresses.root}/", FOAF.Document)
    if town.municipality.email:
        graph.add((node, FOAF.mbox, URIRef(f"mailto:{town.municipality.email}")))


def _add_service(
    graph: Graph, addresses: Addresses, town: Town, service: Service, entries: Sequence[Entry]
) -> URIRef:
    """An interface, the datasets of this page that it serves, and what they ask of it."""
    node = URIRef(addresses.service(service.name))
    graph.add((node, RDF.type, DCAT.DataService))
    add_texts(graph, node, DCTERMS.title, service.titles)
    add_texts(graph, node, DCTERMS.description, service.descriptions)
    for predicate, path in (
        (DCAT.endpointURL, service.endpoint_path),
        (DCAT.endpointDescription, service.description_path),
    ):
        target = URIRef(addresses.absolute(path))
        graph.add((node, predicate, target))
        graph.add((target, RDF.type, RDFS.Resource))
    add_typed(graph, node, FOAF.page, addresses.absolute(service.documentation_path), FOAF.Document)
    graph.add((node, DCTERMS.publisher, URIRef(addresses.publisher)))
    add_contact(graph, node, addresses, town, None)
    public = concept("access-rights", "PUBLIC")
    add_concept(graph, node, DCTERMS.accessRights, public, DCTERMS.RightsStatement)
    for standard in service.conforms_to:
        add_typed(graph, node, DCTERMS.conformsTo, standard, DCTERMS.Standard)
    served = [
        entry for entry in entries if any(offer.service == service.name for offer in entry.distributions)
    ]
    for entry in served:
        graph.add((node, DCAT.servesDataset, URIRef(addresses.dataset(entry.name))))
        for theme in entry.dataset.themes.all():
            add_concept(graph, node, DCAT.theme, Concept(theme.code, theme.uri, theme.titles))
    valued = sorted({code for entry in served for code in entry.dataset.high_value})
    add_high_value(graph, node, valued, categories=True)
    return node


def _add_paging(graph: Graph, catalogue: URIRef, links: PageLinks) -> None:
    """As the Hydra vocabulary has it now, and by the older names that some harvesters still ask for."""
    total = Literal(str(links.total), datatype=XSD.integer)
    graph.add((catalogue, RDF.type, HYDRA.Collection))
    graph.add((catalogue, HYDRA.totalItems, total))
    page = URIRef(links.here)
    graph.add((catalogue, HYDRA.view, page))
    graph.add((page, RDF.type, HYDRA.PartialCollectionView))
    graph.add((page, RDF.type, HYDRA.PagedCollection))
    graph.add((page, HYDRA.totalItems, total))
    graph.add((page, HYDRA.itemsPerPage, Literal(str(links.per_page), datatype=XSD.integer)))
    for name in ("first", "last", "next", "previous"):
        target = getattr(links, name)
        if target:
            graph.add((page, HYDRA[name], URIRef(target)))
            graph.add((page, HYDRA[f"{name}Page"], URIRef(target)))
