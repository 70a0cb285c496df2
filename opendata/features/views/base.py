"""What the API's views share: formats, links, pages for people, conditional answers."""

from __future__ import annotations

import json
from hashlib import blake2s
from typing import Any, ClassVar

from django.db import DataError, InternalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.kit.api.conditional import mark, unchanged
from cms.kit.api.errors import TITLES, BadParameter, Gone, NothingThere, Problem, UnknownParameter
from cms.kit.api.formats import HTML, JSON, Format, asks_for_page, chosen_format
from cms.kit.api.parameters import refuse_unknown
from cms.kit.api.views import OpenView
from opendata.features.links import self_and_alternates
from opendata.tables.reading import facts_of

TOLD_TO_PEOPLE = (BadParameter, UnknownParameter, NothingThere, Gone)


class ApiView(OpenView):
    """A view of the open API; problems are explained on its page for people."""

    problem_types = "api_docs"

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]  # see OpenView
        """What PostgreSQL cannot compute of the rows is a mistake in the question."""
        request: HttpRequest = self.request._request
        if isinstance(exc, TOLD_TO_PEOPLE) and asks_for_page(request):
            # Who mistypes in an address bar, or follows a page's link to what is no more, is a person.
            return problem_page(request, exc, str(self.kwargs.get("name", "")))
        if isinstance(exc, DataError | InternalError):
            exc = BadParameter(_("A condition cannot be computed: %(reason)s") % {"reason": _first_line(exc)})
        return super().handle_exception(exc)


def _first_line(exc: Exception) -> str:
    return str(exc).partition("\n")[0][:200]


class DocumentView(ApiView):
    """A JSON document that is also a page. `document()` makes it, `template` shows it."""

    formats: ClassVar[tuple[Format, ...]] = (JSON, HTML)
    template = ""

    def document(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """The document without the links to itself."""
        raise NotImplementedError

    def context(self, request: HttpRequest, document: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """More for the page."""
        return {}

    def get(self, request: Any, **kwargs: Any) -> HttpResponseBase:
        """The document in the format asked for."""
        http_request: HttpRequest = request._request
        refuse_unknown(http_request.GET, ("f",))
        chosen = chosen_format(http_request, self.formats)
        document = self.document(http_request, **kwargs)
        own = self_and_alternates(http_request, chosen, self.formats)
        if "links" in document:
            others = [entry for entry in document["links"] if entry["rel"] not in ("self", "alternate")]
            document["links"] = own + others
        return self.answer(http_request, document, chosen, **kwargs)

    def answer(
        self, request: HttpRequest, document: dict[str, Any], chosen: Format, **kwargs: Any
    ) -> HttpResponseBase:
        """JSON or the page; its tag is the content's own, so that it is right whatever changed."""
        if chosen is HTML:
            return page(request, self.template, document, self.context(request, document, **kwargs))
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        etag = f'W/"{blake2s(body, digest_size=12).hexdigest()}"'
        response = unchanged(request, etag=etag, modified=None) or HttpResponse(
            body, content_type=chosen.content_type
        )
        mark(response, etag=etag)
        return response


def problem_page(request: HttpRequest, problem: Problem, name: str) -> HttpResponse:
    """In plain words what is wrong with the address, and where to go on. `name`: the collection asked for."""
    facts = facts_of(name) if name else None
    context = {
        "title": TITLES[problem.kind],
        "detail": problem.detail,
        "facts": facts,
        # Without its parameters an address that is no longer kept tells of the present.
        "is_gone": isinstance(problem, Gone),
    }
    response = page(request, "features/problem.html", {}, context)
    response.status_code = problem.status
    return response


def page(
    request: HttpRequest, template: str, document: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    """A page for people; not kept by caches, because it is in the reader's language and frame."""
    response = render(request, template, {"document": document, "language": get_language(), **context})
    response["Cache-Control"] = "private, no-cache"
    return response
