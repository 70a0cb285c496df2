"""One feature of a collection."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from cms.kit.api.compression import packed
from cms.kit.api.conditional import mark, unchanged
from cms.kit.api.errors import NothingThere
from cms.kit.api.formats import HTML, ROWS, chosen_format
from cms.kit.api.parameters import refuse_unknown
from opendata.features import pages
from opendata.features.crs import system_named
from opendata.features.links import collection_url
from opendata.features.parameters import Asked
from opendata.features.revisions import state_asked, state_shown
from opendata.features.shapes import text_of_row
from opendata.features.views.base import ApiView, page
from opendata.features.views.items import tag_of
from opendata.tables.announced import mark_changes
from opendata.tables.browsing.values import shown
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts, published_facts
from opendata.tables.shelf.reading import read_feature, read_values

PARAMETERS = ("f", "crs", "revision")


class ItemView(ApiView):
    """`/api/v1/collections/{name}/items/{fid}`"""

    def get(self, request: Any, name: str, fid: str) -> HttpResponseBase:
        """One feature."""
        http_request: HttpRequest = request._request
        facts = state_asked(http_request, published_facts(name))
        refuse_unknown(http_request.GET, PARAMETERS)
        chosen = chosen_format(http_request, pages.ITEM_FORMATS)
        crs = system_named(http_request.GET.get("crs"), "crs")
        asked = Asked(RowQuery(facts.name, fid=fid, then=facts.then), crs, limit_given=False, bom=False)
        etag = tag_of(http_request, facts, asked, chosen)
        if chosen is not HTML:
            known = unchanged(http_request, etag=etag, modified=facts.updated_at)
            if known is not None:
                mark(known, etag=etag, modified=facts.updated_at)
                mark_changes(http_request, known, facts)
                return known
        feature = None if "\x00" in fid else read_feature(asked.query, text_of_row(asked, facts, chosen))
        if feature is None:
            raise NothingThere(
                _("The collection “%(name)s” has no feature “%(fid)s”.") % {"name": name, "fid": fid}
            )
        if chosen is HTML:
            return self.as_page(http_request, facts, asked.query, feature)
        body = (
            feature if chosen is ROWS else pages.feature_with_links(http_request, facts, feature, chosen, crs)
        )
        response = packed(http_request, body, content_type=chosen.content_type)
        mark(response, etag=etag, modified=facts.updated_at)
        response["Content-Crs"] = f"<{crs.uri}>"
        mark_changes(http_request, response, facts)
        return response

    def as_page(
        self, request: HttpRequest, facts: Facts, query: RowQuery, feature: bytes
    ) -> HttpResponseBase:
        """The properties as a list, in the words and marks of the page's language."""
        content = json.loads(feature)
        rows, _more = read_values(replace(query, limit=1), facts.fields)
        values = rows[0][1:] if rows else ()
        context = {
            "facts": facts,
            "fid": content["id"],
            "values": [
                (field, shown(field, value)) for field, value in zip(facts.fields, values, strict=False)
            ],
            "geometry": content["geometry"],
            "state": state_shown(facts),
            "collection": collection_url(request, facts.name),
            "own_page": pages.item_page(request, facts, content["id"]),
        }
        response = page(request, "features/item.html", {}, context)
        mark_changes(request, response, facts)
        return response
