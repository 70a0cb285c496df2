"""Counts what is asked for, also where a kept page answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from opendata.community.counting import TALLY, kind_of


class UsageMiddleware:
    """Stands behind the choice of the municipality and before the kept pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        found = kind_of(request, response)
        if found:
            TALLY.add(*found)
        return response
