"""The catalogue and its datasets as RDF: pages, stamps, conditional answers."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter, NothingThere
from cms.kit.api.formats import Format
from cms.kit.rdf.views import RdfDocument
from opendata.catalog.dcat.addresses import Addresses, page_path, public_root
from opendata.catalog.dcat.catalogue import PageLinks, catalogue_graph, dataset_graph
from opendata.catalog.dcat.entries import catalogue_stamp, entries_page, entry_of, town_of_catalogue
from opendata.catalog.dcat.formats import written
from opendata.catalog.models import Dataset

PER_PAGE = 10


class RdfView(RdfDocument):
    """A document of the catalogue."""

    def root(self) -> str:
        return public_root()

    def stamp(self) -> str:
        return catalogue_stamp()

    def kept(self, request: HttpRequest, chosen: Format, root: str, etag: str, **kwargs: Any) -> bytes:
        """One that is asked for by a moment is not kept: there are too many."""
        if request.GET.get("modified_since"):
            return self.body(request, chosen, root, **kwargs)
        return super().kept(request, chosen, root, etag, **kwargs)

    def page_address(self, **kwargs: Any) -> str:
        return page_path(kwargs.get("name", ""))


class CatalogueView(RdfView):
    """`/catalog`, `/catalog.ttl`, `/catalog.jsonld`, `/catalog.rdf`: ten datasets a page."""

    known_parameters: ClassVar[tuple[str, ...]] = ("f", "page", "modified_since")

    def body(self, request: HttpRequest, chosen: Format, root: str, **kwargs: Any) -> bytes:
        addresses = Addresses(root)
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

    def body(self, request: HttpRequest, chosen: Format, root: str, **kwargs: Any) -> bytes:
        entry = entry_of(kwargs["name"])
        if entry is None:
            raise NothingThere(_("There is no such dataset."))
        return written(dataset_graph(Addresses(root), town_of_catalogue(), entry), chosen)


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
