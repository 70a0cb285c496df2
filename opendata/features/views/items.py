"""The features of a collection: as GeoJSON, CSV and pages."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from cms.kit.api.compression import packed
from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.errors import NothingThere
from cms.kit.api.formats import CSV, HTML, Format, chosen_format
from cms.kit.api.parameters import refuse_unknown
from opendata.features import pages
from opendata.features.csv_stream import csv_file, disposition, pieces_of
from opendata.features.links import collection_url, item_url
from opendata.features.names import CRS84
from opendata.features.parameters import Asked, asked_for
from opendata.features.views.base import ApiView, page
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts, published_facts
from opendata.tables.shelf.copying import one_revision
from opendata.tables.shelf.reading import last_of_page, read_feature, read_page, read_values

# Changes with the form of the answers, so that no cache keeps an answer of an earlier version of the portal.
FORM = 1


class ItemsView(ApiView):
    """`/api/v1/collections/{name}/items`"""

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """A page of features. Two short queries; one where the reader has the page already."""
        http_request: HttpRequest = request._request
        facts = published_facts(name)
        asked = asked_for(http_request.GET, facts)
        chosen = chosen_format(http_request, pages.ITEMS_FORMATS)
        if chosen is HTML:
            return self.as_page(http_request, facts, asked)
        etag = tag_of(http_request, facts, chosen)
        response = unchanged(http_request, etag=etag, modified=facts.updated_at)
        if response is None and chosen is CSV:
            with one_revision(name):
                # Once more: everything that the answer tells is of the revision that its rows are of.
                facts = published_facts(name)
                response = self.as_csv(http_request, facts, asked_for(http_request.GET, facts))
            etag = tag_of(http_request, facts, chosen)
        elif response is None:
            response = self.as_geojson(http_request, facts, asked, chosen)
        mark(response, etag=etag, modified=facts.updated_at)
        response["Content-Crs"] = f"<{CRS84}>"
        return response

    def as_geojson(
        self, request: HttpRequest, facts: Facts, asked: Asked, chosen: Format
    ) -> HttpResponseBase:
        """A FeatureCollection."""
        found = read_page(asked.query)
        links = pages.items_links(request, facts, found.last, chosen)
        body = pages.collection_of_features(facts, asked.query, found, links)
        response = packed(request, body, content_type=chosen.content_type)
        add_link_header(response, links)
        return response

    def as_csv(self, request: HttpRequest, facts: Facts, asked: Asked) -> HttpResponseBase:
        """One page with a limit, otherwise everything that matches."""
        links = []
        if asked.limit_given:
            links = pages.items_links(request, facts, last_of_page(asked.query), CSV)
        if request.method == "HEAD":
            response: HttpResponseBase = HttpResponse(content_type=CSV.content_type)
            del response["Content-Length"]
        else:
            query = asked.query if asked.limit_given else replace(asked.query, limit=None)
            spooled = csv_file(facts, query, bom=asked.bom)
            response = StreamingHttpResponse(pieces_of(spooled), content_type=CSV.content_type)
            response["Content-Length"] = str(spooled.tell())
        response["Content-Disposition"] = disposition(facts, "csv")
        add_link_header(response, links)
        return response

    def as_page(self, request: HttpRequest, facts: Facts, asked: Asked) -> HttpResponseBase:
        """A table with a link to the next page."""
        fields = asked.query.properties if asked.query.properties is not None else facts.fields
        rows, last = read_values(asked.query, fields)
        context = {
            "facts": facts,
            "fields": fields,
            "rows": [(item_url(request, facts.name, str(fid)), fid, values) for fid, *values in rows],
            "next": pages.next_link(request, facts, last, HTML),
            "collection": collection_url(request, facts.name),
            "other_formats": [
                link for link in pages.items_links(request, facts, None, HTML) if link["rel"] == "alternate"
            ],
        }
        return page(request, "features/items.html", {}, context)


class ItemView(ApiView):
    """`/api/v1/collections/{name}/items/{fid}`"""

    def get(self, request: Any, name: str, fid: str) -> HttpResponseBase:
        """One feature."""
        http_request: HttpRequest = request._request
        facts = published_facts(name)
        refuse_unknown(http_request.GET, ("f", "crs"))
        chosen = chosen_format(http_request, pages.ITEM_FORMATS)
        etag = tag_of(http_request, facts, chosen)
        if chosen is not HTML:
            known = unchanged(http_request, etag=etag, modified=facts.updated_at)
            if known is not None:
                mark(known, etag=etag, modified=facts.updated_at)
                return known
        feature = None if "\x00" in fid else read_feature(RowQuery(facts.name, fid=fid))
        if feature is None:
            raise NothingThere(
                _("The collection “%(name)s” has no feature “%(fid)s”.") % {"name": name, "fid": fid}
            )
        if chosen is HTML:
            return self.as_page(http_request, facts, feature)
        body = pages.feature_with_links(http_request, facts, feature, chosen)
        response = packed(http_request, body, content_type=chosen.content_type)
        mark(response, etag=etag, modified=facts.updated_at)
        response["Content-Crs"] = f"<{CRS84}>"
        return response

    def as_page(self, request: HttpRequest, facts: Facts, feature: bytes) -> HttpResponseBase:
        """The properties as a list."""
        content = json.loads(feature)
        context = {
            "facts": facts,
            "fid": content["id"],
            "values": [(field, content["properties"][field.name]) for field in facts.fields],
            "geometry": content["geometry"],
            "collection": collection_url(request, facts.name),
            "own_page": pages.item_page(request, facts, content["id"]),
        }
        return page(request, "features/item.html", {}, context)


def tag_of(request: HttpRequest, facts: Facts, chosen: Format) -> str:
    """The tag of an answer: the collection's state, the exact request, the format."""
    return weak_etag(FORM, facts.id, facts.revision, request.build_absolute_uri(), chosen.name)


def add_link_header(response: HttpResponseBase, links: list[dict[str, Any]]) -> None:
    """The next page also as a header, for answers that cannot carry links."""
    following = next((entry for entry in links if entry["rel"] == "next"), None)
    if following:
        response["Link"] = f'<{following["href"]}>; rel="next"; type="{following["type"]}"'
