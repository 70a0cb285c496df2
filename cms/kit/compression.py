"""Compression on the way out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CarefulGZipMiddleware(GZipMiddleware):
    """Leaves files alone that are handed out in parts: the parts of a compressed file would be other bytes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.has_header("Accept-Ranges"):
            return response
        return super().process_response(request, response)
