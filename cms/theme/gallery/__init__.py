"""Content of the component gallery: for developers, so its words are plain data, not for translators."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from cms.theme.gallery import english, greek
from cms.theme.gallery.forms import sample_filters, sample_form

SHEETS = ("home", "service", "form", "results", "data", "notices")

SIZES = (1_840_221, 6_310_000, 5_120_034, 812_004, 2_204_800)
TREND = (24, 22, 23, 17, 18, 12, 14, 8, 5)


def samples(language: str, request: HttpRequest) -> dict[str, Any]:
    """Context of all sheets; keys are those that the components document."""
    words = greek.WORDS if language == "el" else english.WORDS
    counts = (0, 3, 9, 14, 22, 18, 11, 7, 4, 2, 1)
    return {
        **words,
        "columns": [{**column, "counts": counts} for column in words["columns"]],
        "files": [
            {"title": name, "url": "#", "size": size}
            for name, size in zip(words["dataset"]["formats"], SIZES, strict=True)
        ],
        "page_obj": Paginator(range(20_412), 25).get_page(request.GET.get("page", "7")),
        "points": [30 - value for value in TREND],
        "form": sample_form(words["form_words"], with_errors=True),
        "clean_form": sample_form(words["form_words"], with_errors=False),
        "filters": sample_filters(words["filter_words"], request.GET or None),
    }
