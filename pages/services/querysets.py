"""Reads of service pages."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Count, F, Q
from wagtail.models import Locale, PageManager
from wagtail.query import PageQuerySet

# Large columns that no list shows.
HEAVY = ("form", "fee", "body", "needs", "legal_basis", "thanks", "mail_subject", "mail_text")


class ServicePageQuerySet(PageQuerySet):
    """Service pages."""

    def listed(self, locale: Locale) -> Self:
        """Those of a language that the public sees; a page that mirrors another one is left out."""
        found: Self = (
            self.live()
            .public()
            .filter(locale=locale)
            .filter(Q(alias_of=None) | Q(alias_of__translation_key=F("translation_key")))
            .defer(*HEAVY)
        )
        return found

    def related_to(self, page: Any, topics: list[int], events: list[str]) -> Self:
        """Others in its language that share topics or life events, the nearest first."""
        found: Self = (
            self.listed(page.locale)
            .exclude(translation_key=page.translation_key)
            .filter(Q(topics__in=topics) | Q(life_events__overlap=events))
            .annotate(shared=Count("topics", filter=Q(topics__in=topics), distinct=True))
            .order_by("-shared", "title")
        )
        return found


ServicePageManager = PageManager.from_queryset(ServicePageQuerySet)
