"""The base of views that everybody may read, from any site."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.views import APIView

from cms.kit.api.errors import NotAllowed, NothingThere, Problem, TooSlow
from cms.kit.api.formats import asks_for_page
from cms.kit.api.limits.counting import Account
from cms.kit.api.problems import problem_response
from cms.kit.reading import reading

log = logging.getLogger(__name__)

EXPOSED = (
    "ETag, Last-Modified, Link, Content-Crs, Content-Disposition, Memento-Datetime, Retry-After,"
    " X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Deprecation, Sunset"
)
ALLOWED = "Accept, Accept-Datetime, Accept-Language, Authorization, If-None-Match, If-Modified-Since, Range"
PREFLIGHT_SECONDS = "86400"


class OpenView(APIView):
    """Reads only; answers are HttpResponse objects; every error is a problem; nobody needs to sign in."""

    authentication_classes: ClassVar[list[Any]] = []  # type: ignore[misc]  # the stubs say instance attribute
    permission_classes: ClassVar[list[Any]] = []  # type: ignore[misc]  # the stubs say instance attribute
    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]  # type: ignore[misc]  # the stubs say instance attribute
    schema = None
    # Name of the address that explains the kinds of problems.
    problem_types = ""

    # The request on its reader's account, once it stands there.
    account: Account | None = None
    # Whether the answer is a page for people, whatever is asked for.
    is_page = False
    # In which the database has to answer each question of the view; None for the installation's own limit.
    seconds: int | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Inside the database is only read (`cms.kit.reading.writing` for a note all the same) and gives up in time."""
        with reading(seconds=self.seconds, for_page=self.is_page or asks_for_page(request)):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """No rights, no negotiation: views choose their format themselves. Who has asked for too much is refused."""
        if request.method != "OPTIONS":
            self.account = Account(request._request)
            self.account.check()

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]  # HttpResponse instead of REST framework's own
        """Also answers a browser that asks before it reads from another site."""
        response = HttpResponse(status=204)
        response["Allow"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = (
            "Accept, Accept-Datetime, Accept-Language, Authorization, If-None-Match, If-Modified-Since, X-API-Key"
        )
        response["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
        return response

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]  # HttpResponse instead of REST framework's own
        """The problem as problem details; what nobody foresaw goes to the error log and is a 500 problem."""
        problem = _as_problem(exc)
        if problem is None:
            log.error("An open API failed", exc_info=exc)
            problem = Problem(_("The portal could not answer. It has been noted."))
        http_request: HttpRequest = self.request._request
        types_at = reverse(self.problem_types) if self.problem_types else ""
        response = problem_response(http_request, problem, types_at=types_at)
        if problem.status == 405:
            response["Allow"] = "GET, HEAD, OPTIONS"
        for name, value in problem.headers.items():
            response[name] = value
        return response

    def finalize_response(  # type: ignore[override]  # HttpResponse instead of REST framework's own
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Every answer may be read from any site, and differs by format."""
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        response["X-Content-Type-Options"] = "nosniff"
        if self.account is not None:
            self.account.settle(response)
        patch_vary_headers(response, ("Accept", "Accept-Encoding"))
        return response


def _as_problem(exc: Exception) -> Problem | None:
    if isinstance(exc, Problem):
        return exc
    if isinstance(exc, MethodNotAllowed):
        return NotAllowed(_("Use GET, HEAD or OPTIONS."))
    if isinstance(exc, Http404):
        return NothingThere(_("Nothing is published under this address."))
    if isinstance(exc, OperationalError) and "timeout" in str(exc):
        return TooSlow(_("Ask for less at once, or with a condition on an indexed property."))
    return None
