"""The results page, and the few lines that the search box shows while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pages.search.finding import (
    find_datasets,
    find_everything,
    find_pages,
    find_places,
    find_trees,
    found_elsewhere,
)
from pages.search.words import LONGEST_QUERY, words_of_query

MOST_SUGGESTIONS = 7
SHORTEST_QUERY = 2


def asked_for(request: HttpRequest) -> str:
    """What was typed, on one line and of bearable length. The zero byte is what no database takes."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]


@require_safe
@cache_control(public=True, max_age=60)
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`; without it only the box."""
    text = asked_for(request)
    groups = find_everything(text, request) if text else []
    count = sum(len(group.hits) for group in groups)
    return render(
        request,
        "pages/search/search.html",
        {
            "page_title": _("Search: %(text)s") % {"text": text} if text else _("Search"),
            "text": text,
            "groups": groups,
            "count": count,
            "elsewhere": found_elsewhere(text, request) if text and not count else [],
        },
    )


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request: HttpRequest) -> HttpResponse:
    """A fragment: the best few of everything. Empty under two letters."""
    text = asked_for(request)
    words = words_of_query(text)
    hits = []
    if words and len("".join(words)) >= SHORTEST_QUERY:
        hits = [
            *find_pages(words, request, 4, weights="AB"),
            *find_trees(words, 1),
            *find_places(text, 3),
            *find_datasets(words, 2),
        ]
    return render(request, "pages/search/suggestions.html", {"hits": hits[:MOST_SUGGESTIONS], "text": text})
