"""Landing page, conformance, description for programs and for people."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from cms.kit.api.errors import STATUS, TITLES, NothingThere
from cms.kit.api.formats import HTML, OPENAPI, Format
from opendata.features import documents
from opendata.features.explaining import explained
from opendata.features.links import root
from opendata.features.openapi.document import openapi_document
from opendata.features.recipes import example_filter, recipes_of
from opendata.features.views.base import ApiView, DocumentView, page
from opendata.tables.reading import all_facts


class LandingView(DocumentView):
    """`/api/v1/`"""

    template = "features/landing.html"

    def document(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        return documents.landing(request)


class ConformanceView(DocumentView):
    """`/api/v1/conformance`"""

    template = "features/conformance.html"

    def document(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        return documents.conformance()


class OpenApiView(DocumentView):
    """`/api/v1/openapi.json`"""

    formats: ClassVar[tuple[Format, ...]] = (OPENAPI,)

    def document(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        return openapi_document(request, all_facts())


class DocsView(ApiView):
    """`/api/v1/docs/`: made here, loads nothing from elsewhere."""

    is_page = True

    def get(self, request: Any) -> HttpResponseBase:
        """The page."""
        http_request: HttpRequest = request._request
        found = all_facts()
        terms = documents.terms_of(found)
        context = {
            "root": root(http_request),
            "parameters": explained(),
            "problems": [(kind.value, STATUS[kind], TITLES[kind]) for kind in STATUS],
            "collections": [
                {
                    "document": documents.collection(http_request, facts, terms.get(facts.id)),
                    "queryables": documents.schema(http_request, facts, "queryables")["properties"],
                    "licence": terms.get(facts.id),
                    "recipes": recipes_of(http_request, facts),
                    "example": example_filter(facts),
                    "sortby": f"-{facts.fields[0].name}" if facts.fields else "",
                }
                for facts in found
            ],
        }
        answered: HttpResponse = page(http_request, "features/docs.html", {}, context)
        answered["Content-Type"] = HTML.content_type
        return answered


class NothingHereView(ApiView):
    """Every other address below the API."""

    def get(self, request: Any, **_kwargs: Any) -> HttpResponseBase:
        """A problem, in JSON for everyone: programs are who ask here."""
        raise NothingThere(_("The API has nothing at this address."))
