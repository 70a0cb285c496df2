"""Questions to the files."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models

from opendata.exports.choices import State


class ExportQuerySet(models.QuerySet[Any]):
    """Chainable reads of exports."""

    def ready(self) -> Self:
        """Those that can be downloaded."""
        return self.filter(state=State.READY)

    def unfinished(self) -> Self:
        """Those that a worker still has to make."""
        return self.filter(state__in=(State.WAITING, State.BUILDING))

    def still_since(self, moment: datetime) -> Self:
        """Those whose state has not changed since."""
        return self.filter(moved_at__lt=moment)

    def newest_first(self) -> Self:
        """From the newest revision to the earliest."""
        return self.order_by("-revision", "id")
