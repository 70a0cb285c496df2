"""Writing down what breaks programs, so that the API can say so."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from opendata.ingest.choices import ChangeKind, Farewell
from opendata.ingest.matching import ColumnMatch, match_columns
from opendata.ingest.models import ColumnChange, Upload
from opendata.tables.models import Collection

DEFAULT_NOTICE_DAYS = 90


def notice() -> timedelta:
    """How long a column that leaves stays, empty: the setting COLUMN_NOTICE_DAYS."""
    return timedelta(days=int(getattr(settings, "COLUMN_NOTICE_DAYS", DEFAULT_NOTICE_DAYS)))


def due_farewells(upload: Upload) -> dict[str, str]:
    """For columns whose leaving was announced before: they stay until the day, then they go. Nobody is asked again."""
    now = timezone.now()
    return {
        name: Farewell.DROP if change.is_due(now) else Farewell.KEEP
        for name, change in _announced(upload).items()
    }


def days_announced(upload: Upload) -> dict[str, datetime]:
    """Columns that stand empty since an earlier state and stay so with this one: the day on which each goes."""
    due = due_farewells(upload)
    return {
        name: change.sunset_at
        for name, change in _announced(upload).items()
        if due[name] == upload.farewells.get(name, Farewell.KEEP) == Farewell.KEEP
    }


def _announced(upload: Upload) -> dict[str, ColumnChange]:
    open_changes = ColumnChange.objects.filter(
        dataset=upload.dataset, withdrawn_at=None, kind=ChangeKind.LEAVING
    )
    until = {change.column: change for change in open_changes}
    return {field.name: until[field.name] for field in match_columns(upload).gone if field.name in until}


def announce_changes(upload: Upload, match: ColumnMatch, collection: Collection) -> None:
    """One line for each column that leaves, is dropped or retyped; a column that is back is taken off the list."""
    if not upload.is_new_state:
        return
    now = timezone.now()
    open_changes = ColumnChange.objects.filter(dataset=collection.dataset, withdrawn_at=None)
    decided = {column.key for column in upload.decided.public_columns()}
    open_changes.filter(column__in=decided, kind__in=(ChangeKind.LEAVING, ChangeKind.DROPPED)).update(
        withdrawn_at=now
    )
    announced = set(open_changes.filter(kind=ChangeKind.LEAVING).values_list("column", flat=True))
    for field in match.gone:
        keeps = upload.farewells.get(field.name, Farewell.KEEP) == Farewell.KEEP
        if keeps and field.name in announced:
            continue
        _add(
            collection,
            field.name,
            ChangeKind.LEAVING if keeps else ChangeKind.DROPPED,
            notice() if keeps else timedelta(0),
        )
    for field, _column in match.retyped:
        _add(collection, field.name, ChangeKind.RETYPED, timedelta(0))


def _add(collection: Collection, column: str, kind: ChangeKind, until: timedelta) -> None:
    now = timezone.now()
    ColumnChange.objects.create(
        dataset=collection.dataset,
        column=column,
        kind=kind,
        revision=collection.revision,
        announced_at=now,
        sunset_at=now + until,
    )
