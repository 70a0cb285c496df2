"""The base of views that answer in RDF: the format by extension, `f` or Accept; conditional; kept by stamp."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.formats import HTML, Format, chosen_format
from cms.kit.api.parameters import refuse_unknown
from cms.kit.api.views import OpenView
from cms.kit.rdf.formats import RDF_FORMATS

KEEP_SECONDS = 3600


class RdfDocument(OpenView):
    """`extension` fixes the format; without it `f` or Accept choose, and people are shown the page."""

    problem_types = "api_docs"
    known_parameters: ClassVar[tuple[str, ...]] = ("f",)
    # Under a language's path whole pages are kept for longer than a document may be.
    revalidate = False

    def get(self, request: Any, extension: str = "", **kwargs: Any) -> HttpResponseBase:
        """304 before anything is read."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, self.known_parameters)
        offered = (*RDF_FORMATS.values(), HTML)
        chosen = RDF_FORMATS[extension] if extension else chosen_format(http_request, offered)
        if chosen is HTML:
            return self.see_page(**kwargs)
        root = self.root()
        etag = weak_etag(self.stamp(), root, http_request.build_absolute_uri(), chosen.name)
        response = unchanged(http_request, etag=etag, modified=None)
        if response is None:
            body = self.kept(http_request, chosen, root, etag, **kwargs)
            response = HttpResponse(body, content_type=chosen.content_type)
        mark(response, etag=etag)
        if self.revalidate:
            response["Cache-Control"] = "public, no-cache"
        return response

    def kept(self, request: HttpRequest, chosen: Format, root: str, etag: str, **kwargs: Any) -> bytes:
        """The document, written once a stamp."""
        key = f"rdf:{etag}"
        found: bytes | None = cache.get(key)
        if found is None:
            found = self.body(request, chosen, root, **kwargs)
            cache.set(key, found, KEEP_SECONDS)
        return found

    def root(self) -> str:
        """The address that all names in the document begin with."""
        raise NotImplementedError

    def stamp(self) -> str:
        """Other than before whenever the document is."""
        raise NotImplementedError

    def body(self, request: HttpRequest, chosen: Format, root: str, **kwargs: Any) -> bytes:
        """The document as bytes; NothingThere where there is none."""
        raise NotImplementedError

    def page_address(self, **kwargs: Any) -> str:
        """Where people read the same."""
        raise NotImplementedError

    def see_page(self, **kwargs: Any) -> HttpResponseBase:
        """To the page for people (303: what was asked for is not a page itself)."""
        response = HttpResponseRedirect(self.page_address(**kwargs))
        response.status_code = 303
        patch_vary_headers(response, ("Accept-Language",))
        return response
