"""Reads of offices."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class OfficeQuerySet(models.QuerySet[Any]):
    """Offices."""

    def with_hours(self) -> Self:
        """With department, weekly hours and exceptions, in three queries for any number of offices."""
        return self.select_related("department").prefetch_related("hours", "exceptions")

    def on_map(self) -> Self:
        """Those whose position is known."""
        return self.filter(position__isnull=False)
