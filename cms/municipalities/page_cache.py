"""Whole pages for visitors who are not signed in, kept as they were sent.

A kept page is found by host, path, accepted compression and the town's stamp; `drop_pages` changes the stamp, so
that everything kept before is never found again and ages out of the cache. Nothing that could be somebody's own is
kept: no request with a session, no answer with a cookie, a nonce, or a word against storing it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from cms.kit.stamps import Stamp
from cms.municipalities.registry import turning_points

KEEP_SECONDS = 600
PAGES_STAMP = Stamp("public-pages-stamp")
# A browser asks again each time, and is answered by a 304: what was published is seen at once. Caches between it
# and us may answer on their own for a moment.
BROWSER_SECONDS = 0
SHARED_CACHE_SECONDS = 30
PRIVATE_WORDS = ("private", "no-store", "no-cache")
PRIVATE_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


@dataclass(frozen=True)
class KeptPage:
    """An answer as it goes over the wire."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


def drop_pages() -> None:
    """Forgets all kept pages of the current municipality."""
    PAGES_STAMP.change()


def is_anonymous_read(request: HttpRequest) -> bool:
    """A plain page, asked for by nobody in particular. Addresses with a query are many and are not kept."""
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and not any(cookie in request.COOKIES for cookie in PRIVATE_COOKIES)
        and "HTTP_AUTHORIZATION" not in request.META
        and is_page(request.path_info)
    )


def is_page(path: str) -> bool:
    """Pages stand under a language; what is about an account is never kept."""
    first, _slash, rest = path.lstrip("/").partition("/")
    return first in dict(settings.LANGUAGES) and not rest.startswith("account/")


def seconds_to_turn() -> int:
    """For how long a page that is made now stays true: until the next turning point, ten minutes at the longest."""
    now = timezone.now()
    turns = [turn for ask in turning_points if (turn := ask()) is not None and turn > now]
    left = (min(turns) - now).total_seconds() if turns else KEEP_SECONDS
    return int(min(KEEP_SECONDS, left))


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Only complete answers that are the same for everybody."""
    cache_control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and isinstance(response, HttpResponse)
        and not response.cookies
        and not any(word in cache_control for word in PRIVATE_WORDS)
        and not getattr(request, "_csp_nonce", None)
    )


class PageCacheMiddleware:
    """Answers from the kept pages before sessions, languages and views are even asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_anonymous_read(request):
            return self.get_response(request)
        key = self.key(request)
        kept: KeptPage | None = cache.get(key)
        if kept is None:
            # Before the page is made: a turn that comes while it is made must not be missed.
            seconds = seconds_to_turn()
            response = self.get_response(request)
            if not may_be_kept(request, response):
                return response
            assert isinstance(response, HttpResponse)
            kept = self.keep(key, response, request, seconds)
        return self.answer(request, kept)

    def key(self, request: HttpRequest) -> str:
        compressed = "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else "plain"
        path = hashlib.sha256(request.path_info.encode()).hexdigest()[:40]
        return f"page:{PAGES_STAMP.current()}:{request.get_host()}:{compressed}:{path}"

    def keep(self, key: str, response: HttpResponse, request: HttpRequest, seconds: int) -> KeptPage:
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        shared = min(SHARED_CACHE_SECONDS, seconds)
        response["Cache-Control"] = f"public, max-age={BROWSER_SECONDS}, s-maxage={shared}"
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        kept = KeptPage(body=response.content, headers=tuple(response.items()), etag=etag)
        if request.method == "GET" and seconds:
            cache.set(key, kept, seconds)
        return kept

    def answer(self, request: HttpRequest, kept: KeptPage) -> HttpResponse:
        unchanged = kept.etag in request.META.get("HTTP_IF_NONE_MATCH", "")
        response: HttpResponse = HttpResponseNotModified() if unchanged else HttpResponse(kept.body)
        for name, value in kept.headers:
            if not (unchanged and name.lower() in ("content-length", "content-type", "content-encoding")):
                response[name] = value
        return response
