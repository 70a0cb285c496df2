"""The three ways in which the catalogue's graph is written down."""

from __future__ import annotations

from rdflib import Graph

from cms.kit.api.formats import Format
from cms.kit.rdf.formats import JSON_LD, RDF_FORMATS, RDF_XML, TURTLE, in_format
from opendata.catalog.dcat.nodes import PREFIXES

__all__ = ["JSON_LD", "RDF_FORMATS", "RDF_XML", "TURTLE", "written"]


def written(graph: Graph, chosen: Format) -> bytes:
    """The graph in one of the formats, as UTF-8."""
    return in_format(graph, chosen, PREFIXES)
