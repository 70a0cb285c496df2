"""Services as CPSV-AP 3.2: the directory as a whole, or one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS, XSD

from cms.kit.rdf.nodes import add_texts, add_typed, graph_with
from cms.municipalities.models import Municipality
from opendata.catalog.contract import language_concept
from pages.services.choices import Audience, LifeEvent
from pages.services.cpsv.entries import Described
from pages.services.cpsv.nodes import (
    ADMINISTRATIVE_UNIT,
    CPSV,
    CV,
    DCAT,
    ELI,
    EURO,
    ORG,
    PREFIXES,
    Names,
)
from pages.services.models import ServiceDirectoryPage
from pages.services.presenting import duration_of, keywords_of

BUSINESS_EVENTS = frozenset({LifeEvent.STARTING_BUSINESS, LifeEvent.RUNNING_BUSINESS})


def directory_graph(
    names: Names,
    town: Municipality,
    pages: Mapping[str, ServiceDirectoryPage],
    services: Sequence[Described],
) -> Graph:
    """The directory as a dataset, with all its services."""
    graph = graph_with(PREFIXES)
    made = _Graph(graph, names, town)
    made.authority()
    made.directory(pages)
    for service in services:
        made.service(service)
        graph.add((URIRef(names.directory), DCTERMS.hasPart, URIRef(names.service(service.key))))
    return graph


def service_graph(names: Names, town: Municipality, service: Described) -> Graph:
    """One service on its own, with all that it names."""
    graph = graph_with(PREFIXES)
    made = _Graph(graph, names, town)
    made.authority()
    made.service(service)
    return graph


class _Graph:
    """Writes into one graph."""

    def __init__(self, graph: Graph, names: Names, town: Municipality) -> None:
        self.graph, self.names, self.town = graph, names, town

    # --- What services share ------------------------------------------------------------------------------------

    @property
    def organisation(self) -> URIRef:
        return URIRef(self.names.of_directory("authority"))

    def authority(self) -> None:
        """The municipality: who answers for every service."""
        node = self.organisation
        for kind in (CV.PublicOrganisation, ORG.Organization, FOAF.Agent):
            self.graph.add((node, RDF.type, kind))
        add_texts(self.graph, node, SKOS.prefLabel, self.town.names)
        add_texts(self.graph, node, DCTERMS.title, self.town.names)
        self._identify(node)
        area = self.names.of_directory("area")
        found = add_typed(
            self.graph, node, DCTERMS.spatial, area, URIRef(ADMINISTRATIVE_UNIT), DCTERMS.Location
        )
        add_texts(self.graph, found, SKOS.prefLabel, self.town.names)

    def directory(self, pages: Mapping[str, ServiceDirectoryPage]) -> None:
        """The list itself."""
        node = URIRef(self.names.directory)
        self.graph.add((node, RDF.type, DCAT.Dataset))
        self._identify(node)
        for code in self.town.languages:
            page = pages.get(code)
            with override(code):
                title = page.title if page else _("Services")
                text = page.summary if page and page.summary else _("All services of the municipality.")
            add_texts(self.graph, node, DCTERMS.title, {code: title})
            add_texts(self.graph, node, DCTERMS.description, {code: text})
            if page is not None:
                address = self.names.absolute(page.url or "")
                add_typed(self.graph, node, DCAT.landingPage, address, FOAF.Document)
        self.graph.add((node, DCTERMS.publisher, self.organisation))

    def _identify(self, node: URIRef, identifier: object = None) -> None:
        self.graph.add((node, DCTERMS.identifier, Literal(str(identifier or node))))

    def _concept(self, node: URIRef, predicate: URIRef, target: str, labels: Mapping[str, str]) -> None:
        found = add_typed(self.graph, node, predicate, target, SKOS.Concept)
        add_texts(self.graph, found, SKOS.prefLabel, labels)

    def _in_all(self, say: object) -> dict[str, str]:
        """A word of the interface in each language of the town."""
        found = {}
        for code in self.town.languages:
            with override(code):
                found[code] = str(say)
        return found

    # --- A service -----------------------------------------------------------------------------------------------

    def service(self, one: Described) -> None:
        """All that its pages say."""
        node = URIRef(self.names.service(one.key))
        self.graph.add((node, RDF.type, CPSV.PublicService))
        self._identify(node, one.key)
        titles = one.texts("title")
        add_texts(self.graph, node, DCTERMS.title, titles)
        add_texts(self.graph, node, DCTERMS.description, {**titles, **one.texts("summary")})
        for code, words in one.texts("search_words").items():
            for word in keywords_of(words):
                add_texts(self.graph, node, DCAT.keyword, {code: word})
        for code, address in one.addresses.items():
            add_typed(self.graph, node, FOAF.page, self.names.absolute(address), FOAF.Document)
            known = language_concept(code)
            if known is not None:
                found = add_typed(
                    self.graph, node, DCTERMS.language, known.uri, DCTERMS.LinguisticSystem, SKOS.Concept
                )
                add_texts(self.graph, found, SKOS.prefLabel, known.titles)
        self.graph.add((node, CV.hasCompetentAuthority, self.organisation))
        area = self.names.of_directory("area")
        add_typed(self.graph, node, DCTERMS.spatial, area, DCTERMS.Location)
        self._order(node, one)
        self._needs(node, one)
        self._law(node, one)
        self._contact(node, one)
        self._costs(node, one, self._channels(node, one))

    def _order(self, node: URIRef, one: Described) -> None:
        """For whom, when in life, about what."""
        for word in one.any_of("audiences"):
            if word in Audience.values:
                target = self.names.of_directory(f"audience-{word}")
                self._concept(node, DCTERMS.audience, target, self._in_all(Audience(word).label))
        for word in one.any_of("life_events"):
            if word in LifeEvent.values:
                self._event(node, LifeEvent(word))
        for topic in one.topics:
            target = self.names.of_directory(f"topic-{topic.slug}")
            self._concept(node, CV.thematicArea, target, topic.names)

    def _event(self, node: URIRef, event: LifeEvent) -> None:
        kind = CV.BusinessEvent if event in BUSINESS_EVENTS else CV.LifeEvent
        target = self.names.of_directory(f"event-{event.value}")
        found = add_typed(self.graph, node, CV.isGroupedBy, target, CV.Event, kind)
        self._identify(found, event.value)
        add_texts(self.graph, found, DCTERMS.title, self._in_all(event.label))
        self.graph.add((found, CV.hasRelatedService, node))

    def _needs(self, node: URIRef, one: Described) -> None:
        for number, need in enumerate(one.needs, start=1):
            target = self.names.of_service(one.key, f"paper-{number}")
            found = add_typed(self.graph, node, CV.hasInputType, target, CV.EvidenceType)
            self._identify(found)
            add_texts(self.graph, found, DCTERMS.title, need.title)
            add_texts(self.graph, found, DCTERMS.description, need.text)

    def _law(self, node: URIRef, one: Described) -> None:
        texts = one.texts("legal_basis")
        if texts:
            target = self.names.of_service(one.key, "law")
            found = add_typed(self.graph, node, CV.hasLegalResource, target, ELI.LegalResource)
            add_texts(self.graph, found, DCTERMS.title, texts)

    def _contact(self, node: URIRef, one: Described) -> None:
        department = one.department
        if department is None:
            return
        target = self.names.of_directory(f"department-{department.code}")
        found = add_typed(self.graph, node, CV.contactPoint, target, CV.ContactPoint)
        add_texts(self.graph, found, SKOS.prefLabel, department.names)
        if department.email:
            self.graph.add((found, CV.email, Literal(department.email)))
        if department.phone:
            self.graph.add((found, CV.telephone, Literal(department.phone)))

    def _channels(self, node: URIRef, one: Described) -> URIRef | None:
        """The counter, and the form where there is one; the form's is returned."""
        where = one.texts("where") or self._in_all(gettext_lazy("At the counter"))
        self._channel(node, one, "counter", gettext_lazy("Service counter"), where)
        duration = duration_of(one.lead.deadline, one.lead.deadline_unit)
        if duration:
            promise = Literal(duration, datatype=XSD.duration, normalize=False)
            self.graph.add((node, CV.processingTime, promise))
        if not one.online:
            return None
        form = self._channel(
            node, one, "form", gettext_lazy("Online form"), self._in_all(gettext_lazy("Online form"))
        )
        for path in one.online.values():
            add_typed(self.graph, form, FOAF.page, self.names.absolute(path), FOAF.Document)
        if duration:
            self.graph.add((form, CV.processingTime, promise))
        return form

    def _channel(
        self, node: URIRef, one: Described, name: str, kind: object, texts: Mapping[str, str]
    ) -> URIRef:
        target = self.names.of_service(one.key, f"channel-{name}")
        found = add_typed(self.graph, node, CV.hasChannel, target, CV.Channel)
        self._identify(found)
        add_texts(self.graph, found, DCTERMS.description, texts)
        self.graph.add((found, CV.ownedBy, self.organisation))
        self._concept(found, DCTERMS.type, self.names.of_directory(f"channel-{name}"), self._in_all(kind))
        return found

    def _costs(self, node: URIRef, one: Described, form: URIRef | None) -> None:
        texts = one.texts("cost")
        if not texts and one.price is None:
            return
        target = self.names.of_service(one.key, "cost")
        found = add_typed(self.graph, node, CV.hasCost, target, CV.Cost)
        self._identify(found)
        add_texts(self.graph, found, DCTERMS.description, texts)
        self._concept(found, CV.currency, EURO, {"en": "euro", "el": "ευρώ"})
        self.graph.add((found, CV.isDefinedBy, self.organisation))
        if one.price is not None:
            self.graph.add((found, CV.hasValue, Literal(one.price, datatype=XSD.double)))
            if form is not None:
                self.graph.add((found, CV.ifAccessedThrough, form))
