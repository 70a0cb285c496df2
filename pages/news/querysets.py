"""Reads of news."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet


class NewsPageQuerySet(PageQuerySet):
    """Articles."""

    def newest(self) -> Self:
        """By their date, with all that a list shows of them."""
        ordered: Self = (
            self.order_by("-date", "-path")
            .select_related("author", "picture", "locale")
            .prefetch_related("topics")
        )
        return ordered

    def about(self, topic: str) -> Self:
        """Those filed under a topic, by its code."""
        found: Self = self.filter(topics__code=topic)
        return found

    def of_year(self, year: int) -> Self:
        """Those whose date lies in a year."""
        found: Self = self.filter(date__year=year)
        return found


NewsPageManager = PageManager.from_queryset(NewsPageQuerySet)


class NewsTopicQuerySet(models.QuerySet[Any]):
    """Topics."""

    def used_below(self, page: Page) -> Self:
        """Those of the public articles right below a page."""
        return self.filter(
            news_pages__path__startswith=page.path, news_pages__depth=page.depth + 1, news_pages__live=True
        ).distinct()
