"""Writing a page of features: what PostgreSQL made, between a head and links made here."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cms.kit.api.formats import CSV, GEOJSON, GEOJSON_AS_JSON, HTML, Format
from opendata.features.links import Link, collection_url, link, self_and_alternates, with_parameters
from opendata.features.names import now
from opendata.features.tokens import token_after
from opendata.tables.querysets import Place, RowQuery
from opendata.tables.reading import Facts
from opendata.tables.shelf.reading import Page

ITEMS_FORMATS = (GEOJSON, GEOJSON_AS_JSON, CSV, HTML)
ITEM_FORMATS = (GEOJSON, GEOJSON_AS_JSON, HTML)


def compact(value: Any) -> bytes:
    """JSON without spaces, as UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def next_link(request: HttpRequest, facts: Facts, last: Place | None, chosen: Format) -> Link | None:
    """The same request after the last row, with its format fixed; None at the end."""
    if last is None:
        return None
    href = with_parameters(request, f=chosen.name, after=token_after(facts.name, last))
    return link(href, "next", chosen.media_type, _("Next page"))


def items_links(request: HttpRequest, facts: Facts, last: Place | None, chosen: Format) -> list[Link]:
    """All links of a page of items."""
    following = next_link(request, facts, last, chosen)
    return [
        *self_and_alternates(request, chosen, ITEMS_FORMATS),
        *([following] if following else []),
        link(collection_url(request, facts.name), "collection", "application/json"),
    ]


def collection_of_features(facts: Facts, query: RowQuery, page: Page, links: list[Link]) -> bytes:
    """A GeoJSON FeatureCollection. The number matched is told where it costs nothing: without any filter."""
    features = list(page.features)
    head: dict[str, Any] = {"type": "FeatureCollection", "timeStamp": now(), "numberReturned": len(features)}
    if query.is_whole:
        head["numberMatched"] = facts.row_count
    head["links"] = links
    start, end = compact(head)[:-1] + b',"features":[', b"]}"
    if not features:
        return start + end
    # Head and end become part of the outermost features, so that all is copied once.
    features[0] = start + features[0]
    features[-1] += end
    return b",".join(features)


def feature_with_links(request: HttpRequest, facts: Facts, feature: bytes, chosen: Format) -> bytes:
    """One feature with its links and, where it has one, the address of its page."""
    links = [
        *self_and_alternates(request, chosen, ITEM_FORMATS),
        link(collection_url(request, facts.name), "collection", "application/json"),
    ]
    own_page = item_page(request, facts, json.loads(feature)["id"])
    if own_page:
        links.append(link(own_page, "about", HTML.media_type))
    return feature[:-1] + b',"links":' + compact(links) + b"}"


def item_page(request: HttpRequest, facts: Facts, rowid: int) -> str:
    """The absolute address of an item's own page, empty where items have none."""
    if not facts.item_page:
        return ""
    try:
        return request.build_absolute_uri(reverse(facts.item_page, args=[rowid]))
    except NoReverseMatch:
        return ""
