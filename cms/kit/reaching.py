"""Whether an address of ours answers, without a socket: the view is asked as a visitor's HEAD would."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import resolve

from cms.kit.schemas import town_connection


def answers_head(path: str) -> bool:
    """200 to 399. An address of another host is not asked, and does not count."""
    if not path.startswith("/"):
        return False
    address, _mark, query = path.partition("?")
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "HEAD",
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
    )
    request.tenant = town_connection.tenant  # type: ignore[attr-defined]  # as the middleware sets it
    try:
        view, arguments, named = resolve(address)
        response = view(request, *arguments, **named)
    except (Http404, PermissionDenied, SuspiciousOperation):
        return False
    # Not response.close(): that ends the request around this one too, with its database connection.
    for close in response._resource_closers:
        close()
    # Asked too often just now, and there all the same.
    return 200 <= int(response.status_code) < 400 or response.status_code == 429
