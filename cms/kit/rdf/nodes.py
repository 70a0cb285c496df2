"""Small pieces of any graph: prefixes, texts by language, things that tell their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rdflib import RDF, Graph, Literal, Namespace, URIRef

# Characters that XML cannot hold; a pasted text may.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def graph_with(prefixes: Mapping[str, Namespace]) -> Graph:
    """An empty graph with the prefixes that its readers know."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    return graph


def add_texts(graph: Graph, node: URIRef, predicate: URIRef, texts: Mapping[str, str]) -> None:
    """A literal for each language that has a text."""
    for language, text in texts.items():
        if text:
            graph.add((node, predicate, Literal(UNPRINTABLE.sub("", text), lang=language)))


def add_typed(graph: Graph, node: URIRef, predicate: URIRef, target: str, *kinds: URIRef) -> URIRef:
    """A link to something of which the kind is told too, so that nothing outside must be read to check it."""
    found = URIRef(target)
    graph.add((node, predicate, found))
    for kind in kinds:
        graph.add((found, RDF.type, kind))
    return found
