"""The three ways in which a graph is written down. Nothing is fetched to write or to read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rdflib import Graph, Namespace

from cms.kit.api.formats import Format

TURTLE = Format("ttl", "text/turtle", ("text/turtle", "application/x-turtle"), charset=True)
JSON_LD = Format("jsonld", "application/ld+json", ("application/ld+json", "application/json"))
RDF_XML = Format("rdf", "application/rdf+xml", ("application/rdf+xml", "application/xml", "text/xml"))
RDF_FORMATS = {made.name: made for made in (TURTLE, JSON_LD, RDF_XML)}
# For the addresses of documents.
EXTENSION = r"(?P<extension>ttl|jsonld|rdf)"


def in_format(graph: Graph, chosen: Format, prefixes: Mapping[str, Namespace]) -> bytes:
    """The graph in one of the formats, as UTF-8."""
    if chosen is JSON_LD:
        # The prefixes stand in the document itself: a context elsewhere would have to be fetched.
        context: dict[str, Any] = {
            prefix: str(namespace) for prefix, namespace in prefixes.items() if prefix != "xml"
        }
        return graph.serialize(format="json-ld", context=context, indent=1).encode()
    return graph.serialize(format="pretty-xml" if chosen is RDF_XML else "turtle").encode()
