"""The directory of services and each service as RDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_from_request
from django.utils.translation import gettext as _

from cms.kit.api.errors import NothingThere
from cms.kit.api.formats import Format
from cms.kit.rdf.formats import in_format
from cms.kit.rdf.views import RdfDocument
from cms.municipalities.contract import address_of
from cms.municipalities.querysets import current_municipality
from pages.services.cpsv.entries import described, directory_pages, services_stamp
from pages.services.cpsv.graphs import directory_graph, service_graph
from pages.services.cpsv.nodes import PREFIXES, Names
from pages.services.models import ServicePage


class ServicesDocument(RdfDocument):
    """`/services.ttl`, `/services.jsonld`, `/services.rdf`: all services.

    What it tells stands in the tables of pages, which the reading role must not see: they hold drafts too.
    """

    is_page = True

    def root(self) -> str:
        return address_of(current_municipality())

    def stamp(self) -> str:
        return services_stamp()

    def body(self, request: HttpRequest, chosen: Format, root: str, **kwargs: Any) -> bytes:
        graph = directory_graph(Names(root), current_municipality(), directory_pages(), described())
        return in_format(graph, chosen, PREFIXES)

    def page_address(self, **kwargs: Any) -> str:
        pages = directory_pages()
        language = get_language_from_request(self.request._request)
        page = pages.get(language) or next(iter(pages.values()), None)
        return page.url if page and page.url else f"/{get_language()}/"


class ServiceDocument(ServicesDocument):
    """`/services/<key>.ttl`: one of them."""

    def get(self, request: Any, extension: str = "", **kwargs: Any) -> Any:
        """A service without a public page is not there, in whatever format."""
        if not _public(kwargs["key"]).exists():
            raise NothingThere(_("There is no such service."))
        return super().get(request, extension, **kwargs)

    def body(self, request: HttpRequest, chosen: Format, root: str, **kwargs: Any) -> bytes:
        found = described(kwargs["key"])
        if not found:
            raise NothingThere(_("There is no such service."))
        return in_format(service_graph(Names(root), current_municipality(), found[0]), chosen, PREFIXES)

    def page_address(self, **kwargs: Any) -> str:
        pages = {page.locale.language_code: page for page in _public(kwargs["key"]).select_related("locale")}
        language = get_language_from_request(self.request._request)
        page = pages.get(language) or next(iter(pages.values()))
        return str(page.url)


def _public(key: Any) -> Any:
    return ServicePage.objects.live().public().filter(translation_key=key, alias_of=None)
