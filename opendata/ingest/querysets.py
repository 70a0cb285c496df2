"""Questions to uploads and harvests."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce

from opendata.ingest.choices import SETTLED, WORKING, UploadState


class UploadQuerySet(models.QuerySet[Any]):
    """Chainable reads of uploads."""

    def working(self) -> Self:
        """Those that a worker has, or will have soon."""
        return self.filter(state__in=WORKING)

    def waiting_for_a_person(self) -> Self:
        """Those that were read and not yet published or given up."""
        return self.filter(state=UploadState.INSPECTED)

    def forgotten(self, since: datetime) -> Self:
        """Those that have waited for a person since before a moment."""
        return self.filter(state__in=(UploadState.INSPECTED, UploadState.FAILED), at__lt=since)

    def settled_before(self, moment: datetime) -> Self:
        """Those to which nothing has happened since, and nothing can."""
        return self.alias(settled=Coalesce("finished_at", "at")).filter(state__in=SETTLED, settled__lt=moment)

    def with_people(self) -> Self:
        """With who and which dataset, in one query."""
        return self.select_related("by", "dataset", "licence", "contact")


class HarvestQuerySet(models.QuerySet[Any]):
    """Chainable reads of harvests."""

    def active(self) -> Self:
        """Those that are fetched."""
        return self.filter(active=True)

    def due(self, now: datetime) -> Self:
        """Those whose time has come."""
        return self.active().filter(next_at__lte=now)
