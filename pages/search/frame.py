"""What the theme's frame knows of search: its address."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse


def search_url(_request: HttpRequest) -> str:
    """Where the search box sends what was typed."""
    return reverse("pages_search:search")


def suggest_url(_request: HttpRequest) -> str:
    """Where the search box asks while one types."""
    return reverse("pages_search:suggestions")
