"""Namespaces of CPSV-AP, and the addresses that its documents name things by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.encoding import iri_to_uri
from rdflib import RDF, RDFS, Namespace
from rdflib.namespace import DCTERMS, FOAF, SKOS, XSD

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")
PREFIXES: Mapping[str, Namespace] = {
    "cpsv": CPSV,
    "cv": CV,
    "dcat": DCAT,
    "dct": Namespace(str(DCTERMS)),
    "eli": ELI,
    "foaf": Namespace(str(FOAF)),
    "org": ORG,
    "rdf": Namespace(str(RDF)),
    "rdfs": Namespace(str(RDFS)),
    "skos": Namespace(str(SKOS)),
    # Languages of texts in RDF/XML.
    "xml": Namespace("http://www.w3.org/XML/1998/namespace"),
    "xsd": Namespace(str(XSD)),
}
# The class that the profile's own shapes ask of an authority's area.
ADMINISTRATIVE_UNIT = "http://data.europa.eu/88u/dataset/atu-type"
EURO = "http://publications.europa.eu/resource/authority/currency/EUR"


@dataclass(frozen=True)
class Names:
    """Every name that a document gives to something, below one root."""

    root: str

    def absolute(self, path: str) -> str:
        """A path of ours, fit to stand in RDF."""
        return iri_to_uri(path if "://" in path else f"{self.root}{path}")

    @property
    def directory(self) -> str:
        """The directory; asked for, it answers with all services."""
        return f"{self.root}/services"

    def of_directory(self, part: str) -> str:
        """Something that services share: the authority, a topic, a life event."""
        return f"{self.directory}#{part}"

    def service(self, key: object) -> str:
        """A service, the same in all languages."""
        return f"{self.directory}/{key}"

    def of_service(self, key: object, part: str) -> str:
        """Something of one service: a channel, a cost, a paper."""
        return f"{self.service(key)}#{part}"
