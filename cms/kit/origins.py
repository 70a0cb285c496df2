"""Where a request comes from, as the browser says it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a page of this very host sent the request.

    For presses on kept pages, which are the same for everybody and so carry no token. Browsers say where a request
    comes from in headers that no page can set; what says nothing at all is no browser and has nobody's session.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    named = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return not named or urlsplit(named).netloc == request.get_host()
