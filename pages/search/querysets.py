"""Finding pages."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, QuerySet, Value, When

from pages.search.models import PageText
from pages.search.words import query_of


def pages_matching(words: list[str], language: str, *, weights: str = "") -> QuerySet[PageText]:
    """Pages with every word, best first: a title that begins with what was typed comes first."""
    query = SearchQuery(query_of(words, weights), search_type="raw", config="simple")
    whole = " ".join(words)
    exact = Case(
        When(title__startswith=whole, then=Value(1.0)), default=Value(0.0), output_field=FloatField()
    )
    rows = PageText.objects.filter(language=language, vector=query, page__live=True)
    rank = SearchRank(F("vector"), query, weights=[0.1, 0.2, 0.6, 1.0])
    return rows.annotate(exact=exact, rank=rank).order_by("-exact", "-rank", "title").select_related("page")
