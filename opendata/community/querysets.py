"""Questions to what people have sent and to the counts."""

from __future__ import annotations

from datetime import date, datetime
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


class SubscriptionQuerySet(models.QuerySet[Any]):
    """Chainable reads of subscriptions."""

    def confirmed(self) -> Self:
        """Those that are told of changes."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> Self:
        """Those whose link nobody has followed yet."""
        return self.filter(confirmed_at__isnull=True)

    def of_address(self, email: str) -> Self:
        """Whatever the case of its letters."""
        return self.filter(email__iexact=email)

    def mailed_since(self, moment: datetime) -> Self:
        """Those whose link was sent after a moment."""
        return self.filter(mailed_at__gt=moment)


class NoticeQuerySet(models.QuerySet[Any]):
    """Chainable reads of notices."""

    def untold(self) -> Self:
        """Those that nobody has been mailed yet."""
        return self.filter(told_at__isnull=True)
