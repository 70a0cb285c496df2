"""Conditional requests and how long an answer may be kept."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2s

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# For how long a cache may keep an answer without asking again: a publication is to be seen at once, a burst
# of readers is not to hurt.
KEEP_SECONDS = 10
YEAR = 31_536_000


def weak_etag(*parts: object) -> str:
    """A weak tag from what the answer depends on; weak, as the answer's time and its compression vary."""
    return f'W/"{blake2s("|".join(map(str, parts)).encode(), digest_size=12).hexdigest()}"'


def unchanged(request: HttpRequest, *, etag: str, modified: datetime | None) -> HttpResponseBase | None:
    """A 304 (or 412) when the request's conditions say so, else None. Ask before anything is read."""
    stamp = int(modified.timestamp()) if modified else None
    return get_conditional_response(request, etag=etag, last_modified=stamp)


def mark(
    response: HttpResponseBase, *, etag: str = "", modified: datetime | None = None, immutable: bool = False
) -> None:
    """Sets the headers that let others keep the answer. `immutable`: the address carries the revision."""
    if etag:
        response["ETag"] = etag
    if modified:
        response["Last-Modified"] = http_date(modified.timestamp())
    response["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if immutable else f"public, max-age={KEEP_SECONDS}"
    )
