"""Reads of problems with pages."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Max, Q, Sum
from django.db.models.functions import Coalesce

from pages.feedback.choices import Reason


class PageProblemQuerySet(models.QuerySet[Any]):
    """Counts."""

    def since(self, day: date) -> Self:
        """Those of a day and later."""
        return self.filter(day__gte=day)

    def by_page(self) -> models.QuerySet[Any, dict[str, Any]]:
        """One row an address with the sum of each reason, the most frequent first."""
        sums = {reason.value: Coalesce(Sum("count", filter=Q(reason=reason.value)), 0) for reason in Reason}
        found: models.QuerySet[Any, dict[str, Any]] = (
            self.order_by()
            .values("address")
            .annotate(total=Sum("count"), latest=Max("day"), **sums)
            .order_by("-total", "address")
        )
        return found
