"""Finding pages, and what was asked for."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchRank
from django.db import models
from django.db.models import Case, F, FloatField, QuerySet, Sum, Value, When

from cms.kit.stems import stem
from pages.base.contract import Part, Question, Words
from pages.search.words import PLAIN, dictionary_of

if TYPE_CHECKING:
    from pages.search.models import PageText

# Fewer people than that would be too few to hide among (docs/decisions/0026).
FEWEST = 5
SHORTEST_BEGINNING = 3
RANK_WEIGHTS = [0.05, 0.2, 0.6, 1.0]

Query = SearchQuery | CombinedSearchQuery


def pages_matching(
    rows: QuerySet[PageText], question: Question, *, weights: str = "", any_part: bool = False
) -> QuerySet[PageText]:
    """Public pages with every part of the question (or any), best first: a title that begins so leads.

    `weights` limits it to titles (A) and summaries (B).
    """
    queries = [part_query(part, question.language, weights) for part in question.parts]
    query = reduce(or_ if any_part else and_, queries)
    whole = " ".join(question.words)
    exact = Case(
        When(title__startswith=whole, then=Value(1.0)), default=Value(0.0), output_field=FloatField()
    )
    rank = SearchRank(F("vector"), reduce(or_, queries), weights=RANK_WEIGHTS)
    rows = rows.filter(language=question.language, vector=query, page__live=True)
    if any_part:
        return rows.annotate(parts=_how_many(queries), rank=rank).order_by("-parts", "-rank", "title")
    return rows.annotate(exact=exact, rank=rank).order_by("-exact", "-rank", "title")


def _how_many(queries: list[Query]) -> Any:
    ones = [
        Case(When(vector=query, then=Value(1)), default=Value(0), output_field=models.IntegerField())
        for query in queries
    ]
    return sum(ones[1:], start=ones[0])


def part_query(part: Part, language: str, weights: str = "") -> Query:
    """Any of its ways; in a way each word, or all of them side by side."""
    if part.phrase:
        return _phrase(part.ways[0], language)
    return reduce(or_, [reduce(and_, [_word(word, language, weights) for word in way]) for way in part.ways])


def _phrase(words: Words, language: str) -> Query:
    text = " ".join(words)
    exact = SearchQuery(text, config=PLAIN, search_type="phrase")
    return exact | SearchQuery(text, config=dictionary_of(language), search_type="phrase")


def _word(word: str, language: str, weights: str) -> Query:
    """By its stem after the dictionary, by its stem after our list, or as the beginning of a word.

    Words hold letters, digits and _ only, so that quoting them is enough.
    """
    mark = f":{weights}" if weights else ""
    beginning = f"'{word}':*{weights}" if len(word) >= SHORTEST_BEGINNING else f"'{word}'{mark}"
    found = SearchQuery(beginning, config=PLAIN, search_type="raw")
    found |= SearchQuery(f"'{stem(word)}'{mark}", config=PLAIN, search_type="raw")
    return found | SearchQuery(f"'{word}'{mark}", config=dictionary_of(language), search_type="raw")


class AskedWordsQuerySet(models.QuerySet[Any]):
    """Counts of words."""

    def rare_before(self, month: date) -> AskedWordsQuerySet:
        """Words of earlier months that too few people asked for."""
        return self.filter(month__lt=month, times__lt=FEWEST)

    def by_words(self) -> Any:
        """One line for the same words in a language over all months, often enough to be shown."""
        grouped = self.values("language", "words").annotate(
            asked=Sum("times"), nothing=Sum("without_result"), last=models.Max("month")
        )
        return grouped.filter(asked__gte=FEWEST)
