"""Changes of columns, as the API is to announce them (opendata.tables.actions.announce)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from opendata.ingest.models import ColumnChange

# Long enough for a program that runs once a quarter to meet it.
TOLD_FOR = timedelta(days=180)


@dataclass(frozen=True)
class ColumnNotice:
    """`kind`: `leaving` (still there, empty), `dropped` or `retyped`; `revision` is the first that has it so."""

    column: str
    kind: str
    revision: int
    announced_at: datetime
    sunset_at: datetime


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
