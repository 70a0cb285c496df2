"""Writing a page of features: what PostgreSQL made, between a head and links made here."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cms.kit.api.formats import (
    CSV,
    GEOJSON,
    GEOJSON_AS_JSON,
    GEOJSON_SEQ,
    HTML,
    JSONFG,
    NDJSON,
    ROWS,
    Format,
)
from opendata.features.crs import CRS84, ReferenceSystem
from opendata.features.links import Link, collection_url, link, self_and_alternates, with_parameters
from opendata.features.names import now
from opendata.features.parameters import Asked
from opendata.features.tokens import token_after
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.shelf.reading import Page

# `f=json` is plain rows; who accepts "application/json" gets GeoJSON, as programs of the standard expect.
ITEMS_FORMATS = (GEOJSON, ROWS, GEOJSON_AS_JSON, CSV, HTML, NDJSON, GEOJSON_SEQ, JSONFG)
ITEM_FORMATS = (GEOJSON, ROWS, GEOJSON_AS_JSON, HTML, JSONFG)
JSON_FG_CORE = "http://www.opengis.net/spec/json-fg-1/0.3/conf/core"
# Counting so many rows takes a few milliseconds.
COUNTED_AT_MOST = 20_000


def compact(value: Any) -> bytes:
    """JSON without spaces, as UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def next_link(request: HttpRequest, asked: Asked, found: Page, chosen: Format) -> Link | None:
    """The same request after the last row, with its format fixed; None at the end."""
    if found.last is None:
        return None
    token = token_after(asked.query.collection, found.last, asked.query.order)
    return link(
        with_parameters(request, f=chosen.name, after=token), "next", chosen.media_type, _("Next page")
    )


def items_links(request: HttpRequest, asked: Asked, found: Page, chosen: Format) -> list[Link]:
    """All links of a page of items."""
    following = next_link(request, asked, found, chosen)
    return [
        *self_and_alternates(request, chosen, ITEMS_FORMATS),
        *([following] if following else []),
        link(collection_url(request, asked.query.collection), "collection", "application/json"),
    ]


def number_matched(facts: Facts, query: RowQuery, page: Page) -> int | None:
    """How many rows there are on all pages, where it costs little to know; None otherwise."""
    if query.is_whole:
        return facts.row_count
    if query.after is None and page.last is None:
        return len(page.features)
    if facts.row_count <= COUNTED_AT_MOST and query.revision is None:
        return query.count()
    return None


def collection_of_features(
    facts: Facts, asked: Asked, page: Page, links: list[Link], chosen: Format
) -> bytes:
    """A page as a GeoJSON FeatureCollection, in JSON-FG, or as plain rows."""
    features = list(page.features)
    head: dict[str, Any] = {"type": "FeatureCollection"} if chosen is not ROWS else {}
    if chosen is JSONFG:
        head |= {"conformsTo": [JSON_FG_CORE], "featureType": facts.name}
        if asked.crs is not CRS84:
            head["coordRefSys"] = asked.crs.uri
    head |= {"timeStamp": now(), "numberReturned": len(features)}
    matched = number_matched(facts, asked.query, page)
    if matched is not None:
        head["numberMatched"] = matched
    head["revision"] = facts.then.revision if facts.then else facts.revision
    head["links"] = links
    name = b',"rows":[' if chosen is ROWS else b',"features":['
    start, end = compact(head)[:-1] + name, b"]}"
    if not features:
        return start + end
    # Head and end become part of the outermost features, so that all is copied once.
    features[0] = start + features[0]
    features[-1] += end
    return b",".join(features)


def feature_with_links(
    request: HttpRequest, facts: Facts, feature: bytes, chosen: Format, crs: ReferenceSystem = CRS84
) -> bytes:
    """One feature with its links and, where it has one, the address of its page."""
    links = [
        *self_and_alternates(request, chosen, ITEM_FORMATS),
        link(collection_url(request, facts.name), "collection", "application/json"),
    ]
    own_page = item_page(request, facts, json.loads(feature)["id"])
    if own_page:
        links.append(link(own_page, "about", HTML.media_type))
    more: dict[str, Any] = {"links": links}
    if chosen is JSONFG:
        more |= {"conformsTo": [JSON_FG_CORE], "featureType": facts.name}
        if crs is not CRS84:
            more["coordRefSys"] = crs.uri
    return feature[:-1] + b"," + compact(more)[1:]


def item_page(request: HttpRequest, facts: Facts, rowid: int) -> str:
    """The absolute address of an item's own page, empty where items have none."""
    if not facts.item_page:
        return ""
    try:
        return request.build_absolute_uri(reverse(facts.item_page, args=[rowid]))
    except NoReverseMatch:
        return ""
