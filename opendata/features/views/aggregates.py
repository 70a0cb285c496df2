"""Counts, sums and averages by groups."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cms.kit.api.compression import packed
from cms.kit.api.conditional import mark, unchanged, weak_etag
from cms.kit.api.formats import CSV, HTML, JSON, chosen_format
from opendata.features.aggregates import Group, Question, as_json, cells_of, groups_of, header_of, question_of
from opendata.features.files import BYTE_ORDER_MARK
from opendata.features.links import collection_url, drop_empty, link, self_and_alternates
from opendata.features.pages import compact
from opendata.features.revisions import state_asked
from opendata.features.views.base import ApiView, page
from opendata.tables.announced import mark_changes
from opendata.tables.reading import Facts, published_facts

FORMATS = (JSON, CSV, HTML)
FORM = 1


class AggregatesView(ApiView):
    """`/api/v1/collections/{name}/aggregates`"""

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """Groups in one query."""
        http_request: HttpRequest = request._request
        chosen = chosen_format(http_request, FORMATS)
        if chosen is HTML:
            drop_empty(http_request)
        facts = state_asked(http_request, published_facts(name))
        question = question_of(http_request.GET, facts)
        etag = weak_etag(FORM, facts.id, facts.revision, http_request.build_absolute_uri(), chosen.name)
        known = unchanged(http_request, etag=etag, modified=facts.updated_at) if chosen is not HTML else None
        if known is not None:
            mark(known, etag=etag, modified=facts.updated_at)
            mark_changes(http_request, known, facts)
            return known
        groups, more = groups_of(question)
        if chosen is HTML:
            return self.as_page(http_request, facts, question, groups)
        if chosen is CSV:
            body = as_csv(question, groups)
        else:
            links = [
                *self_and_alternates(http_request, chosen, FORMATS),
                link(collection_url(http_request, name), "collection", JSON.media_type),
            ]
            body = compact(
                {
                    "revision": facts.then.revision if facts.then else facts.revision,
                    "numberReturned": len(groups),
                    "complete": not more,
                    "groups": [as_json(question, group) for group in groups],
                    "links": links,
                }
            )
        response = packed(http_request, body, content_type=chosen.content_type)
        mark(response, etag=etag, modified=facts.updated_at)
        mark_changes(http_request, response, facts)
        return response

    def as_page(
        self, request: HttpRequest, facts: Facts, question: Question, groups: list[Group]
    ) -> HttpResponse:
        """A table of the groups."""
        titles = {field.name: field.title for field in facts.fields}
        context = {
            "facts": facts,
            "header": [
                *(titles[field.name] for field in question.keys),
                "count",
                *(f"{function} {titles[field.name]}" for function, field in question.measures),
            ],
            "rows": [cells_of(group) for group in groups],
        }
        response = page(request, "features/aggregates.html", {}, context)
        mark_changes(request, response, facts)
        return response


def as_csv(question: Question, groups: list[Group]) -> bytes:
    """The groups as a table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header_of(question))
    writer.writerows(cells_of(group) for group in groups)
    return (BYTE_ORDER_MARK if question.bom else b"") + text.getvalue().encode()
