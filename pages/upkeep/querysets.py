"""Pages that nobody has looked at for long, and links to other sites that are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from wagtail.models import get_page_models

from pages.base.models import BasePage

# What led somewhere is asked again after a week, what did not the next night.
GOOD_FOR = timedelta(days=7)
BAD_FOR = timedelta(hours=12)
# The other site says itself that the page is gone; anything else may be better tomorrow.
GONE = (404, 410)


def with_review(pages: Any) -> Any:
    """Adds `reviewed`: the day of the last review, whatever the page's type; None where there was none."""
    # From Wagtail's page each type is reached by its own name.
    columns: list[Any] = [
        F(f"{model._meta.model_name}__reviewed_on")
        for model in get_page_models()
        if issubclass(model, BasePage)
    ]
    # Coalesce wants two, and there may be but one kind of page.
    return pages.annotate(reviewed=Coalesce(*columns, Value(None, DateField()), output_field=DateField()))


def stale(pages: Any, before: date) -> Any:
    """Public pages last reviewed, or where there was no review published, before a day; the longest ago first."""
    looked_at = Coalesce(F("reviewed"), Cast("last_published_at", DateField()), output_field=DateField())
    rows = with_review(pages.filter(live=True, depth__gte=2)).annotate(looked_at=looked_at)
    return rows.filter(looked_at__lt=before).order_by("looked_at", "title")


class OutsideLinkQuerySet(QuerySet[Any]):
    """Addresses of other sites."""

    def due(self, now: datetime) -> Self:
        """Those to be asked: never asked ones first, then the longest ago."""
        good = Q(problem="", asked_at__lt=now - GOOD_FOR)
        bad = ~Q(problem="") & Q(asked_at__lt=now - BAD_FOR)
        return self.filter(Q(asked_at=None) | good | bad).order_by(F("asked_at").asc(nulls_first=True), "pk")

    def broken(self) -> Self:
        """Those that lead nowhere for sure: gone by the other site's word, or twice in a row."""
        return self.exclude(problem="").filter(Q(status__in=GONE) | Q(failures__gte=2))
