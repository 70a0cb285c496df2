"""Problem details as an answer (RFC 9457), in the language of the request."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.kit.api.errors import TITLES, Problem

PROBLEM_TYPE = "application/problem+json"


def problem_response(request: HttpRequest, problem: Problem, *, types_at: str = "") -> HttpResponse:
    """The problem as JSON. `types_at`: path of the page that explains the kinds, each at its name's anchor."""
    body = {
        "type": f"{request.build_absolute_uri(types_at)}#{problem.kind}" if types_at else "about:blank",
        "title": str(TITLES[problem.kind]),
        "status": problem.status,
        "detail": str(problem.detail),
        "instance": request.get_full_path(),
    }
    if problem.parameter:
        body["parameter"] = problem.parameter
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=problem.status, content_type=PROBLEM_TYPE
    )
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Language",))
    return response
