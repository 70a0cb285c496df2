"""The catalogue and its datasets as RDF: pages, stamps, conditional answers."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.errors import BadParameter, NothingThere
from cms.kit.api.formats import HTML, Format, chosen_format
from cms.kit.api.parameters import refuse_unknown
from cms.kit.api.views import OpenView
from opendata.catalog.dcat.addresses import Addresses, page_path, public_root
from opendata.catalog.dcat.catalogue import PageLinks, catalogue_graph, dataset_graph
from opendata.catalog.dcat.entries import catalogue_stamp, entries_page, entry_of, town_of_catalogue
from opendata.catalog.dcat.formats import RDF_FORMATS, written
from opendata.catalog.models import Dataset

PER_PAGE = 10
KEEP_SECONDS = 3600


class RdfView(OpenView):
    """A document of the catalogue. `extension` fixes the format; without it `f` or Accept choose."""

    problem_types = "api_docs"
    known_parameters: ClassVar[tuple[str, ...]] = ("f",)
    # Under a language's path whole pages are kept for longer than a document may be.
    revalidate = False

    def get(self, request: Any, extension: str = "", **kwargs: Any) -> HttpResponseBase:
        """304 before anything is read; people are shown the page instead."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, self.known_parameters)
        offered = (*RDF_FORMATS.values(), HTML)
        chosen = RDF_FORMATS[extension] if extension else chosen_format(http_request, offered)
        if chosen is HTML:
            return self.see_page(**kwargs)
        stamp = catalogue_stamp()
        root = public_root()
        etag = weak_etag(stamp, root, http_request.build_absolute_uri(), chosen.name)
        response = unchanged(http_request, etag=etag, modified=None)
        if response is None:
            body = self.kept(http_request, chosen, Addresses(root), etag, **kwargs)
            response = HttpResponse(body, content_type=chosen.content_type)
        mark(response, etag=etag)
        if self.revalidate:
            response["Cache-Control"] = "public, no-cache"
        return response

    def kept(
        self, request: HttpRequest, chosen: Format, addresses: Addresses, etag: str, **kwargs: Any
    ) -> bytes:
        """The document, written once a stamp. One that is asked for by a moment is not kept: there are too many."""
        if request.GET.get("modified_since"):
            return self.body(request, chosen, addresses, **kwargs)
        key = f"catalogue:{etag}"
        found: bytes | None = cache.get(key)
        if found is None:
            found = self.body(request, chosen, addresses, **kwargs)
            cache.set(key, found, KEEP_SECONDS)
        return found

    def body(self, request: HttpRequest, chosen: Format, addresses: Addresses, **kwargs: Any) -> bytes:
        """The document as bytes; NothingThere where there is none."""
        raise NotImplementedError

    def see_page(self, **kwargs: Any) -> HttpResponseBase:
        """To the page for people (303: what was asked for is not a page itself)."""
        response = HttpResponseRedirect(page_path(kwargs.get("name", "")))
        response.status_code = 303
        patch_vary_headers(response, ("Accept-Language",))
        return response


class CatalogueView(RdfView):
    """`/catalog`, `/catalog.ttl`, `/catalog.jsonld`, `/catalog.rdf`: ten datasets a page."""

    known_parameters: ClassVar[tuple[str, ...]] = ("f", "page", "modified_since")

    def body(self, request: HttpRequest, chosen: Format, addresses: Addresses, **kwargs: Any) -> bytes:
        number = page_number(request.GET.get("page", "1"))
        since = moment_asked_for(request)
        found = entries_page(first=(number - 1) * PER_PAGE, most=PER_PAGE, since=since)
        last = max(1, -(-found.total // PER_PAGE))
        if number > last:
            raise NothingThere(_("The catalogue has %(last)s pages.") % {"last": last})

        def at(page: int) -> str:
            wanted = {"page": str(page)}
            if "modified_since" in request.GET:
                wanted["modified_since"] = str(request.GET["modified_since"])
            return f"{addresses.catalogue}.{chosen.name}?{urlencode(wanted)}"

        links = PageLinks(
            total=found.total,
            per_page=PER_PAGE,
            here=at(number),
            first=at(1),
            last=at(last),
            next=at(number + 1) if number < last else "",
            previous=at(number - 1) if number > 1 else "",
        )
        graph = catalogue_graph(addresses, town_of_catalogue(), found.entries, links, modified=found.modified)
        return written(graph, chosen)


class DatasetView(RdfView):
    """`/catalog/{name}`, `/catalog/{name}.ttl`: one dataset; also below its page's address."""

    def get(self, request: Any, extension: str = "", **kwargs: Any) -> HttpResponseBase:
        """A dataset that is not published is not there, in whatever format."""
        if not Dataset.objects.published().filter(name=kwargs["name"]).exists():
            raise NothingThere(_("There is no such dataset."))
        return super().get(request, extension, **kwargs)

    def body(self, request: HttpRequest, chosen: Format, addresses: Addresses, **kwargs: Any) -> bytes:
        entry = entry_of(kwargs["name"])
        if entry is None:
            raise NothingThere(_("There is no such dataset."))
        return written(dataset_graph(addresses, town_of_catalogue(), entry), chosen)


def page_number(text: str) -> int:
    """A page's number from 1 on."""
    if not (text.isascii() and text.isdigit() and len(text) <= 6) or int(text) < 1:
        raise BadParameter(_("“page” is a whole number from 1 on."), parameter="page")
    return int(text)


def moment_asked_for(request: HttpRequest) -> datetime | None:
    """`modified_since`: a day or a moment; a moment without a zone is UTC."""
    text = request.GET.get("modified_since")
    if text is None:
        return None
    # In an address a "+" that nobody encoded arrives as a space.
    text = text.replace(" ", "+") if "T" in text else text
    try:
        day = parse_date(text)
        moment = datetime.combine(day, time(), tzinfo=UTC) if day else parse_datetime(text)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise BadParameter(
            _("“modified_since” is a day such as 2026-03-31, or a moment such as 2026-03-31T10:00:00Z."),
            parameter="modified_since",
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
