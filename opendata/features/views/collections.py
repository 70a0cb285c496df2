"""The collections and what is told of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase

from cms.kit.api.formats import HTML, SCHEMA, Format
from opendata.features import documents
from opendata.features.parameters import parameter_fields
from opendata.features.recipes import recipes_of
from opendata.features.views.base import DocumentView
from opendata.tables.announced import leaving_of, mark_changes
from opendata.tables.reading import all_facts, published_facts


class CollectionsView(DocumentView):
    """`/api/v1/collections`"""

    template = "features/collections.html"

    def document(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        found = all_facts()
        terms = documents.terms_of(found)
        return {
            "links": [],
            "collections": [documents.collection(request, facts, terms.get(facts.id)) for facts in found],
        }


class OneCollectionView(DocumentView):
    """A document about one collection, which tells of columns that will go as the collection's rows do."""

    def answer(
        self, request: HttpRequest, document: dict[str, Any], chosen: Format, **kwargs: Any
    ) -> HttpResponseBase:
        response = super().answer(request, document, chosen, **kwargs)
        mark_changes(request, response, published_facts(kwargs["name"]))
        return response


class CollectionView(OneCollectionView):
    """`/api/v1/collections/{name}`; the document equals the list's entry, so its links stay as they are."""

    template = "features/collection.html"

    def document(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        facts = published_facts(kwargs["name"])
        return documents.collection(request, facts, documents.terms_of([facts]).get(facts.id))

    def context(self, request: HttpRequest, document: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        facts = published_facts(kwargs["name"])
        asked, leaving = {field.name for field in parameter_fields(facts)}, leaving_of(facts)
        return {
            "facts": facts,
            "fields": [(field, field.name in asked, leaving.get(field.name)) for field in facts.fields],
            "recipes": recipes_of(request, facts),
        }


class QueryablesView(OneCollectionView):
    """`/api/v1/collections/{name}/queryables`"""

    formats: ClassVar[tuple[Format, ...]] = (SCHEMA, HTML)
    template = "features/schema.html"
    kind = "queryables"

    def document(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        facts = published_facts(kwargs["name"])
        return documents.schema(request, facts, self.kind)


class SchemaView(QueryablesView):
    """`/api/v1/collections/{name}/schema`"""

    kind = "schema"


class SortablesView(QueryablesView):
    """`/api/v1/collections/{name}/sortables`"""

    kind = "sortables"
