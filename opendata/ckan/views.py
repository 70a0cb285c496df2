"""`/api/3/action/{name}`, by GET or POST: CKAN's envelope around every answer, also of what went wrong."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from rest_framework.exceptions import MethodNotAllowed

from cms.kit.api.conditional import KEEP_SECONDS
from cms.kit.api.errors import TITLES, Problem
from cms.kit.api.views import OpenView
from opendata.catalog.dcat.addresses import Addresses, public_root
from opendata.ckan.errors import ActionProblem, NotFound
from opendata.ckan.parameters import parameters_of
from opendata.ckan.reading import ACTIONS, Asked

log = logging.getLogger(__name__)


class ActionView(OpenView):
    """Reads only, whatever the method: CKAN's clients send POST for questions too."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "options"]  # type: ignore[misc]  # an instance variable in the stubs

    def get(self, request: Any, name: str) -> HttpResponseBase:
        """The action's result in the envelope."""
        http_request: HttpRequest = request._request
        action = ACTIONS.get(name)
        if action is None:
            raise NotFound(f"Action name not known: {name}")
        asked = Asked(
            addresses=Addresses(public_root()),
            given=parameters_of(http_request),
            path=http_request.path,
        )
        content = {"help": self.help_address(), "success": True, "result": action(asked)}
        response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
        response["Cache-Control"] = f"public, max-age={KEEP_SECONDS}"
        return response

    post = get

    def options(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]  # answers are plain HttpResponses
        """Also answers a browser that asks before it posts a question from another site."""
        response = super().options(request, *args, **kwargs)
        response["Allow"] = response["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
        response["Access-Control-Allow-Headers"] += ", Content-Type"
        return response

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]  # answers are plain HttpResponses
        """`success: false` with the kind of error that CKAN's clients know."""
        told = exc if isinstance(exc, ActionProblem) else _as_action_problem(exc)
        response = JsonResponse(
            {"help": self.help_address(), "success": False, "error": told.error},
            status=told.status,
            json_dumps_params={"ensure_ascii": False},
        )
        for name, value in (exc.headers if isinstance(exc, Problem) else {}).items():
            response[name] = value
        return response

    def help_address(self) -> str:
        """Where the action is explained."""
        path = reverse("ckan_action", args=["help_show"])
        return self.request._request.build_absolute_uri(f"{path}?name={self.kwargs.get('name', '')}")


def _as_action_problem(exc: Exception) -> ActionProblem:
    """What the portal itself refuses (too many questions, too long a one), in CKAN's shape."""
    if isinstance(exc, Problem):
        found = ActionProblem({"__type": str(TITLES[exc.kind]), "message": str(exc.detail)})
        found.status = exc.status
    elif isinstance(exc, MethodNotAllowed):
        found = ActionProblem({"__type": "Method Not Allowed", "message": "Use GET or POST."})
        found.status = 405
    elif isinstance(exc, OperationalError) and "timeout" in str(exc):
        found = ActionProblem({"__type": "Timeout", "message": "Ask for less at once."})
        found.status = 503
    else:
        log.error("An action of the CKAN interface failed", exc_info=exc)
        found = ActionProblem({"__type": "Internal Server Error", "message": "Internal Server Error"})
        found.status = 500
    return found
