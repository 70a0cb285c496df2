"""Questions to what people have sent and to the counts."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models

from opendata.community.choices import ReuseState


class ReuseQuerySet(models.QuerySet[Any]):
    """Chainable reads of uses."""

    def approved(self) -> Self:
        """Those that everybody sees."""
        return self.filter(state=ReuseState.APPROVED)


class UsageQuerySet(models.QuerySet[Any]):
    """Chainable reads of counts."""

    def between(self, first: date, last: date) -> Self:
        """Of the days from first to last, both counted."""
        return self.filter(day__gte=first, day__lte=last)
