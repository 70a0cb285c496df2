"""What changed since a revision: rows that came, changed and went, for copies that keep up."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from cms.kit.api.compression import packed
from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.errors import BadParameter
from cms.kit.api.formats import JSON, chosen_format
from cms.kit.api.parameters import refuse_unknown
from opendata.features.links import collection_url, link, own_address, with_parameters
from opendata.features.pages import compact
from opendata.features.parameters import limit_of
from opendata.features.revisions import number_of
from opendata.features.views.base import ApiView
from opendata.features.views.items import add_link_header
from opendata.tables.announced import mark_changes
from opendata.tables.keeping import check_kept
from opendata.tables.reading import Facts, published_facts
from opendata.tables.shelf.history import Change, changes_since

PARAMETERS = ("f", "since", "limit", "after")
DEFAULT_CHANGES = 1_000
FORM = 1
CURSOR = re.compile(r"([0-9]{1,9}):(-?[0-9]{1,19})\Z")


class ChangesView(ApiView):
    """`/api/v1/collections/{name}/changes`"""

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """A page of changes in the order of their revisions; a row that is gone has no feature."""
        http_request: HttpRequest = request._request
        facts = published_facts(name)
        given = http_request.GET
        refuse_unknown(given, PARAMETERS)
        chosen_format(http_request, (JSON,))
        since = since_of(given.get("since"), facts)
        limit = limit_of(given.get("limit"), DEFAULT_CHANGES)
        after = cursor_of(given["after"]) if "after" in given else None
        etag = weak_etag(FORM, facts.id, facts.revision, http_request.build_absolute_uri())
        known = unchanged(http_request, etag=etag, modified=facts.updated_at)
        if known is not None:
            mark(known, etag=etag, modified=facts.updated_at)
            mark_changes(http_request, known, facts)
            return known
        found = changes_since(name, since, after=after, limit=limit + 1)
        links = links_of(http_request, facts, found, limit)
        head = {
            "since": since,
            "revision": facts.revision,
            "numberReturned": min(len(found), limit),
            "links": links,
        }
        entries = b",".join(entry_of(change) for change in found[:limit])
        body = compact(head)[:-1] + b',"changes":[' + entries + b"]}"
        response = packed(http_request, body, content_type=JSON.content_type)
        mark(response, etag=etag, modified=facts.updated_at)
        add_link_header(response, links)
        mark_changes(http_request, response, facts)
        return response


def since_of(text: str | None, facts: Facts) -> int:
    """The revision that the reader has, of which the rows must still be known."""
    if text is None:
        raise BadParameter(
            _("“since” is the revision that you have; a collection tells its own as “revision”."),
            parameter="since",
        )
    since = number_of(text, "since")
    if since > facts.revision:
        raise BadParameter(
            _("“since” can be %(latest)s at most, the present revision.") % {"latest": facts.revision},
            parameter="since",
        )
    if since:  # before the first there was nothing, whatever else is still known
        check_kept(since, facts)
    return since


def cursor_of(token: str) -> tuple[int, int]:
    """Revision and row id that a page goes on after."""
    try:
        found = CURSOR.match(urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii"))
    except (binascii.Error, ValueError):
        found = None
    if not found or abs(int(found[2])) >= 2**63 or int(found[1]) >= 2**31:
        raise BadParameter(
            _("“after” is taken from a “next” link of the same collection."), parameter="after"
        )
    return int(found[1]), int(found[2])


def links_of(request: HttpRequest, facts: Facts, found: list[Change], limit: int) -> list[dict[str, Any]]:
    """The way on: within these changes, or, at their end, to what comes later."""
    links = [
        link(own_address(request), "self", JSON.media_type),
        link(collection_url(request, facts.name), "collection", JSON.media_type),
    ]
    if len(found) > limit:
        last = found[limit - 1]
        token = urlsafe_b64encode(f"{last.revision}:{last.rowid}".encode()).decode().rstrip("=")
        links.append(link(with_parameters(request, after=token), "next", JSON.media_type, _("Next page")))
    else:
        later = f"{collection_url(request, facts.name)}/changes?since={facts.revision}"
        links.append(link(later, "monitor", JSON.media_type, _("What will change later")))
    return links


def entry_of(change: Change) -> bytes:
    """One change; the feature passes as it lies."""
    head = compact({"type": change.kind, "id": change.rowid, "revision": change.revision})
    feature = b"null" if change.feature is None else change.feature.encode()
    return head[:-1] + b',"feature":' + feature + b"}"
