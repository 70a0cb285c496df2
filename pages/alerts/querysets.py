"""Reads of alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q


class AlertQuerySet(models.QuerySet[Any]):
    """Alerts."""

    def not_over(self, now: datetime) -> Self:
        """Those that are shown now or will be."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=now))
