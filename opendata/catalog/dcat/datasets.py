"""A dataset and its distributions as RDF."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS, XSD

from cms.kit.rdf.nodes import add_texts, add_typed
from cms.kit.texts import in_language
from opendata.catalog.dcat.addresses import Addresses
from opendata.catalog.dcat.entries import Entry, Town
from opendata.catalog.dcat.nodes import (
    ADMS,
    DCAT,
    DCATAP,
    ELI,
    SPDX,
    VCARD,
    add_box,
    add_concept,
    add_moment,
)
from opendata.catalog.models import Dataset, Licence
from opendata.catalog.offers import Distribution
from opendata.catalog.vocabularies import Concept, concept, concepts, high_value_legislation

AVAILABLE = Concept(
    "AVAILABLE",
    "http://publications.europa.eu/resource/authority/planned-availability/AVAILABLE",
    {"en": "available", "el": "διαθέσιμη"},
)

# ADMS licence types (http://purl.org/adms/licencetype/).
ATTRIBUTION, PUBLIC_DOMAIN, SHARE_ALIKE = (
    Concept(code, f"http://purl.org/adms/licencetype/{code}", {"en": title})
    for code, title in (
        ("Attribution", "Attribution"),
        ("PublicDomain", "Work in the public domain"),
        ("ViralEffect-ShareAlike", "Viral effect (share-alike)"),
    )
)
LICENCE_KINDS = {
    "CC_BY_4_0": ATTRIBUTION,
    "ODC_BY": ATTRIBUTION,
    "CC0": PUBLIC_DOMAIN,
    "ODC_PDDL": PUBLIC_DOMAIN,
    "CC_BYSA_4_0": SHARE_ALIKE,
    "ODC_BL": SHARE_ALIKE,
}


def add_dataset(graph: Graph, addresses: Addresses, town: Town, entry: Entry) -> URIRef:
    """Everything that is known of a dataset. Without a description its title stands for one."""
    dataset = entry.dataset
    node = URIRef(addresses.dataset(entry.name))
    graph.add((node, RDF.type, DCAT.Dataset))
    titles = titles_of(dataset)
    add_texts(graph, node, DCTERMS.title, titles)
    add_texts(graph, node, DCTERMS.description, texts_or(dataset.descriptions, titles))
    graph.add((node, DCTERMS.identifier, Literal(dataset.urn)))
    for language, words in dataset.keywords.items():
        for word in words:
            add_texts(graph, node, DCAT.keyword, {language: word})
    graph.add((node, DCTERMS.publisher, URIRef(addresses.publisher)))
    add_contact(graph, node, addresses, town, dataset)
    for theme in dataset.themes.all():
        add_concept(graph, node, DCAT.theme, Concept(theme.code, theme.uri, theme.titles))
    frequency = concept("frequencies", dataset.update_frequency)
    add_concept(graph, node, DCTERMS.accrualPeriodicity, frequency, DCTERMS.Frequency)
    rights = concept("access-rights", dataset.access_rights)
    add_concept(graph, node, DCTERMS.accessRights, rights, DCTERMS.RightsStatement)
    for code in dataset.languages:
        language_entry = concept("languages", code)
        add_concept(graph, node, DCTERMS.language, language_entry, DCTERMS.LinguisticSystem)
    _add_pages(graph, node, addresses, dataset)
    _add_coverage(graph, node, addresses, town, entry)
    _add_history(graph, node, addresses, entry)
    add_high_value(graph, node, dataset.high_value, categories=True)
    for offer in entry.distributions:
        graph.add((node, DCAT.distribution, _add_distribution(graph, addresses, town, entry, offer)))
    return node


def titles_of(dataset: Dataset) -> dict[str, str]:
    """The titles; the name in addresses where nobody wrote one."""
    return {language: text for language, text in dataset.titles.items() if text} or {"en": dataset.name}


def texts_or(texts: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """The texts, or the others where there is none in any language."""
    return texts if any(texts.values()) else other


def add_high_value(graph: Graph, node: URIRef, codes: list[str], *, categories: bool) -> None:
    """What Regulation (EU) 2023/138 asks of high-value data; nothing for other data."""
    if not codes:
        return
    legislation = add_typed(
        graph, node, DCATAP.applicableLegislation, high_value_legislation(), ELI.LegalResource
    )
    add_texts(graph, legislation, RDFS.label, {"en": "Commission Implementing Regulation (EU) 2023/138"})
    for code in codes if categories else ():
        add_concept(graph, node, DCATAP.hvdCategory, concept("high-value", code))


def add_contact(
    graph: Graph, node: URIRef, addresses: Addresses, town: Town, dataset: Dataset | None
) -> None:
    """The department that answers, else the town hall; its home page where nobody wrote how to reach either."""
    department = dataset.contact if dataset else None
    reached = department if department and (department.email or department.phone) else town.municipality
    code = f"contact-{department.code}" if department and reached is department else "contact"
    contact = add_typed(graph, node, DCAT.contactPoint, f"{addresses.catalogue}#{code}", VCARD.Kind)
    graph.add((contact, RDF.type, VCARD.Organization))
    add_texts(graph, contact, VCARD.fn, reached.names)
    if reached.email:
        graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{reached.email}")))
    if reached.phone:
        number = "".join(sign for sign in reached.phone if sign.isdigit() or sign == "+")
        graph.add((contact, VCARD.hasTelephone, URIRef(f"tel:{number}")))
    if not (reached.email or reached.phone):
        graph.add((contact, VCARD.hasURL, URIRef(f"{addresses.root}/")))


def add_licence(graph: Graph, node: URIRef, licence: Licence) -> None:
    """The terms, by the EU's address of them, and of which kind they are."""
    found = add_typed(graph, node, DCTERMS.license, licence.uri, DCTERMS.LicenseDocument)
    add_texts(graph, found, SKOS.prefLabel, licence.titles)
    # By this one CKAN finds the licence in its own list.
    add_texts(graph, found, DCTERMS.title, licence.titles)
    if licence.code in LICENCE_KINDS:
        add_concept(graph, found, DCTERMS.type, LICENCE_KINDS[licence.code])


def credits_of(town: Town, dataset: Dataset) -> dict[str, str]:
    """How to name the source, in each language: the editor's words, else the town and the licence."""
    made = dict(dataset.credit)
    for language in town.municipality.languages:
        if not made.get(language):
            with override(language):
                made[language] = _("Source: %(town)s. Licence: %(licence)s.") % {
                    "town": in_language(town.municipality.names, language),
                    "licence": in_language(dataset.licence.titles, language),
                }
    return made


def _add_pages(graph: Graph, node: URIRef, addresses: Addresses, dataset: Dataset) -> None:
    add_typed(graph, node, DCAT.landingPage, addresses.page(dataset.name), FOAF.Document)
    if dataset.documentation_url:
        add_typed(graph, node, FOAF.page, addresses.absolute(dataset.documentation_url), FOAF.Document)


def _add_coverage(graph: Graph, node: URIRef, addresses: Addresses, town: Town, entry: Entry) -> None:
    """Where and when: the rows' own box, else the town's; the days that the editor wrote."""
    dataset = entry.dataset
    box = (entry.facts.extent if entry.facts else None) or town.box
    if box:
        add_box(graph, node, DCTERMS.spatial, addresses.part(entry.name, "place"), box)
    if dataset.place_uri:
        add_typed(graph, node, DCTERMS.spatial, addresses.absolute(dataset.place_uri), DCTERMS.Location)
    if dataset.covers_from or dataset.covers_until:
        period = add_typed(
            graph, node, DCTERMS.temporal, addresses.part(entry.name, "period"), DCTERMS.PeriodOfTime
        )
        add_moment(graph, period, DCAT.startDate, dataset.covers_from)
        add_moment(graph, period, DCAT.endDate, dataset.covers_until)


def _add_history(graph: Graph, node: URIRef, addresses: Addresses, entry: Entry) -> None:
    dataset = entry.dataset
    add_moment(graph, node, DCTERMS.issued, dataset.issued)
    add_moment(graph, node, DCTERMS.modified, entry.modified)
    if entry.version:
        graph.add((node, DCAT.version, Literal(entry.version)))
    add_texts(graph, node, ADMS.versionNotes, dataset.version_notes)
    if any(dataset.provenance.values()):
        origin = addresses.part(entry.name, "provenance")
        found = add_typed(graph, node, DCTERMS.provenance, origin, DCTERMS.ProvenanceStatement)
        add_texts(graph, found, RDFS.label, dataset.provenance)


def _add_distribution(
    graph: Graph, addresses: Addresses, town: Town, entry: Entry, offer: Distribution
) -> URIRef:
    node = URIRef(addresses.distribution(entry.name, offer.id))
    graph.add((node, RDF.type, DCAT.Distribution))
    add_texts(graph, node, DCTERMS.title, offer.titles)
    add_texts(graph, node, DCTERMS.description, offer.descriptions)
    graph.add((node, DCAT.accessURL, URIRef(addresses.absolute(offer.access_path))))
    if offer.download_path:
        graph.add((node, DCAT.downloadURL, URIRef(addresses.absolute(offer.download_path))))
    _add_form(graph, node, offer)
    add_licence(graph, node, entry.dataset.licence)
    rights = add_typed(
        graph, node, DCTERMS.rights, addresses.part(entry.name, "rights"), DCTERMS.RightsStatement
    )
    add_texts(graph, rights, RDFS.label, credits_of(town, entry.dataset))
    add_concept(graph, node, DCATAP.availability, AVAILABLE)
    add_moment(graph, node, DCTERMS.issued, offer.issued)
    add_moment(graph, node, DCTERMS.modified, offer.modified)
    if offer.service:
        graph.add((node, DCAT.accessService, URIRef(addresses.service(offer.service))))
    add_high_value(graph, node, entry.dataset.high_value, categories=False)
    return node


def _add_form(graph: Graph, node: URIRef, offer: Distribution) -> None:
    """Format, size and checksum."""
    known = concepts("file-types").get(offer.file_type) or Concept(offer.file_type, offer.file_type_uri)
    add_concept(graph, node, DCTERMS["format"], known, DCTERMS.MediaTypeOrExtent)
    add_typed(graph, node, DCAT.mediaType, offer.media_type_uri, DCTERMS.MediaType)
    for predicate, media_type in (
        (DCAT.compressFormat, offer.compression),
        (DCAT.packageFormat, offer.package),
    ):
        if media_type:
            uri = f"https://www.iana.org/assignments/media-types/{media_type}"
            add_typed(graph, node, predicate, uri, DCTERMS.MediaType)
    for standard in offer.conforms_to:
        add_typed(graph, node, DCTERMS.conformsTo, standard, DCTERMS.Standard)
    if offer.byte_size is not None:
        graph.add((node, DCAT.byteSize, Literal(str(offer.byte_size), datatype=XSD.nonNegativeInteger)))
    if offer.sha256:
        checksum = add_typed(graph, node, SPDX.checksum, f"{node}-checksum", SPDX.Checksum)
        graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        value = Literal(offer.sha256, datatype=XSD.hexBinary, normalize=False)
        graph.add((checksum, SPDX.checksumValue, value))
