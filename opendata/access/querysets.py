"""Questions to the keys."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q


class ApiKeyQuerySet(models.QuerySet[Any]):
    """Chainable reads of keys."""

    def opening(self, day: date) -> Self:
        """Those that may be used on that day."""
        return self.filter(revoked_at=None).filter(Q(ends_on=None) | Q(ends_on__gte=day))
