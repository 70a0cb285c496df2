"""The results page, and the few lines that the search box shows while one types."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pages.base.contract import Question
from pages.search import finding
from pages.search.actions import count_question
from pages.search.words import LONGEST_QUERY


def asked_for(request: HttpRequest) -> str:
    """What was typed, on one line and of bearable length. The zero byte is what no database takes."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]


@require_safe
@cache_control(public=True, max_age=60)
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`, with `?kind=` and `?page=` for all of one kind; without words only the box."""
    text = asked_for(request)
    context = {
        "page_title": _("Search: %(text)s") % {"text": text} if text else _("Search"),
        "text": text,
        "groups": [],
        "elsewhere": [],
        "count": 0,
    }
    if text:
        question = finding.ask(text)
        kind = request.GET.get("kind", "")
        context |= _one_kind(kind, question, request) if kind else _all_kinds(question, request)
    return render(request, "pages/search/search.html", context)


def _all_kinds(question: Question, request: HttpRequest) -> dict[str, Any]:
    groups = finding.find_everything(question, request)
    promoted = finding.find_promoted(question)
    count = sum(group.total for group in groups)
    if request.method == "GET":
        count_question(question, found=bool(count or promoted))
    nothing: dict[str, Any] = {}
    if not count:
        nothing = {
            "proposal": finding.did_you_mean(question, request),
            "half_found": finding.half_found(question, request),
            "elsewhere": finding.found_elsewhere(question.text, request),
        }
    return {"groups": groups, "promoted": promoted, "count": count, **nothing}


def _one_kind(kind: str, question: Question, request: HttpRequest) -> dict[str, Any]:
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    group = finding.find_kind(kind, question, request, page)
    if group is None:
        return _all_kinds(question, request)
    everything = finding.find_everything(question, request, 1)
    pages = Paginator(range(min(group.total, finding.MOST_PAGES * finding.PER_PAGE)), finding.PER_PAGE)
    return {
        "groups": [group],
        "kinds": everything,
        "kind": kind,
        "count": group.total,
        "page_obj": pages.get_page(page),
    }


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request: HttpRequest) -> HttpResponse:
    """A fragment: the best few of everything. Empty under two letters."""
    text = asked_for(request)
    hits = finding.suggestions(text, request) if text else []
    return render(request, "pages/search/suggestions.html", {"hits": hits, "text": text})
