"""The features of a collection, in every format."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

from cms.kit.api.compression import packed
from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.formats import CSV, GEOJSON_SEQ, HTML, NDJSON, Format, chosen_format
from opendata.features import pages
from opendata.features.files import disposition, prepared
from opendata.features.links import collection_url, drop_empty, item_page_url
from opendata.features.parameters import Asked, asked_for
from opendata.features.revisions import revision_at, state_asked, state_shown
from opendata.features.shapes import text_of_row
from opendata.features.table_form import table_form
from opendata.features.views.base import ApiView, page
from opendata.tables.announced import mark_changes
from opendata.tables.browsing.values import shown
from opendata.tables.formerly import facts_at
from opendata.tables.reading import Facts, published_facts
from opendata.tables.shelf.copying import one_revision
from opendata.tables.shelf.reading import Page, last_of_page, read_page, read_values

# Changes with the form of the answers, so that no cache keeps an answer of an earlier version of the portal.
FORM = 2
EXTENSIONS = {CSV: "csv", NDJSON: "ndjson", GEOJSON_SEQ: "geojsons"}


class ItemsView(ApiView):
    """`/api/v1/collections/{name}/items`"""

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """A page of features. Two short queries; one where the reader has the page already."""
        http_request: HttpRequest = request._request
        chosen = chosen_format(http_request, pages.ITEMS_FORMATS)
        if chosen is HTML:
            # What a form leaves empty is not asked for.
            drop_empty(http_request)
        facts = self.state(http_request, name)
        if chosen is HTML:
            return self.as_page(http_request, facts)
        asked = asked_for(http_request.GET, facts)
        etag = tag_of(http_request, facts, asked, chosen)
        response = unchanged(http_request, etag=etag, modified=facts.updated_at)
        if response is None and chosen in EXTENSIONS:
            with one_revision(name):
                # Once more: everything that the answer tells is of the revision that its rows are of.
                facts = self.state(http_request, name)
                asked = asked_for(http_request.GET, facts)
                response = self.as_file(http_request, facts, asked, chosen)
            etag = tag_of(http_request, facts, asked, chosen)
        elif response is None:
            response = self.as_collection(http_request, facts, asked, chosen)
        mark(response, etag=etag, modified=facts.updated_at)
        response["Content-Crs"] = f"<{asked.crs.uri}>"
        mark_changes(http_request, response, facts)
        self.mark_time(http_request, response)
        return response

    def state(self, request: HttpRequest, name: str) -> Facts:
        """The collection as it is or was; a time in the header asks for the revision of then (RFC 7089)."""
        facts = published_facts(name)
        self.moment = ""
        header = request.headers.get("Accept-Datetime")
        if not header or "revision" in request.GET:
            return state_asked(request, facts)
        then = revision_at(header, facts)
        if then is None:
            return facts
        self.moment = http_date(then.at.timestamp())
        return facts_at(facts, None if then.number == facts.revision else then.number)

    def mark_time(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Says which time the answer is of, where one was asked for."""
        if self.moment:
            response["Memento-Datetime"] = self.moment
        patch_vary_headers(response, ("Accept-Datetime",))

    def as_collection(
        self, request: HttpRequest, facts: Facts, asked: Asked, chosen: Format
    ) -> HttpResponseBase:
        """One page, made whole before it is sent."""
        found = read_page(asked.query, text_of_row(asked, facts, chosen))
        links = pages.items_links(request, asked, found, chosen)
        body = pages.collection_of_features(facts, asked, found, links, chosen)
        response = packed(request, body, content_type=chosen.content_type)
        add_link_header(response, links)
        return response

    def as_file(self, request: HttpRequest, facts: Facts, asked: Asked, chosen: Format) -> HttpResponseBase:
        """One page with a limit, otherwise everything that matches."""
        links = []
        if asked.limit_given:
            links = pages.items_links(request, asked, Page([], last_of_page(asked.query)), chosen)
        if request.method == "HEAD":
            response: HttpResponseBase = HttpResponse(content_type=chosen.content_type)
            del response["Content-Length"]
        else:
            whole = prepared(facts, asked, chosen)
            response = StreamingHttpResponse(whole.pieces(), content_type=chosen.content_type)
            response["Content-Length"] = str(whole.size)
        response["Content-Disposition"] = disposition(facts, EXTENSIONS[chosen])
        add_link_header(response, links)
        return response

    def as_page(self, request: HttpRequest, facts: Facts) -> HttpResponseBase:
        """A table with filters and a link to the next page."""
        asked = asked_for(request.GET, facts)
        fields = asked.query.properties if asked.query.properties is not None else facts.fields
        rows, last = read_values(asked.query, fields)
        links = pages.items_links(request, asked, Page([], last), HTML)
        context = {
            "facts": facts,
            "fields": fields,
            "rows": [
                (
                    item_page_url(request, facts, str(fid)),
                    fid,
                    [shown(field, value) for field, value in zip(fields, values, strict=True)],
                )
                for fid, *values in rows
            ],
            "state": state_shown(facts),
            "next": next((link for link in links if link["rel"] == "next"), None),
            "collection": collection_url(request, facts.name),
            "other_formats": [link for link in links if link["rel"] == "alternate"],
            "form": table_form(request, facts),
            "own_path": request.path,
        }
        response = page(request, "features/items.html", {}, context)
        mark_changes(request, response, facts)
        return response


def tag_of(request: HttpRequest, facts: Facts, asked: Asked, chosen: Format) -> str:
    """The tag of an answer: the collection's state, the exact request, the format."""
    address = request.build_absolute_uri()
    return weak_etag(FORM, facts.id, facts.revision, asked.query.revision, address, chosen.media_type)


def add_link_header(response: HttpResponseBase, links: list[dict[str, Any]]) -> None:
    """The next page also as a header, for answers that cannot carry links."""
    following = next((entry for entry in links if entry["rel"] == "next"), None)
    if following:
        response["Link"] = f'<{following["href"]}>; rel="next"; type="{following["type"]}"'
