"""Changes of columns, as the catalogue's notices tell them to the API."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from opendata.catalog.notices import ColumnNotice
from opendata.ingest.models import ColumnChange

# Long enough for a program that runs once a quarter to meet it.
TOLD_FOR = timedelta(days=180)


def notices_of_uploads(name: str) -> list[ColumnNotice]:
    """Those of a dataset that hold: announced, and not longer past than anybody needs to be told."""
    changes = ColumnChange.objects.filter(
        dataset__name=name, withdrawn_at=None, sunset_at__gt=timezone.now() - TOLD_FOR
    )
    return [
        ColumnNotice(
            column=change.column,
            kind=change.kind,
            revision=change.revision,
            announced_at=change.announced_at,
            sunset_at=change.sunset_at,
        )
        for change in changes
    ]
