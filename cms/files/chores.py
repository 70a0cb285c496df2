"""What is done with files each night."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.files.models import FOLDER, PrivateFile
from cms.files.scanning import take_lost
from cms.files.tasks import scan_file
from cms.media.contract import private_storage

AT_ONCE = 500
# Bytes without a row, from a transaction that was undone; younger ones may belong to one that still runs.
STRAY_AFTER = timedelta(hours=24)


def tidy_up() -> str:
    """Orphans, stray bytes, lost scans."""
    orphans, strays, lost = remove_orphans(), remove_strays(), take_lost()
    for number in lost:
        scan_file.enqueue(number)
    return f"{orphans} unclaimed files removed, {strays} stray ones, {len(lost)} scans taken up again"


def remove_orphans() -> int:
    """Files that no form took in their time. One that is being claimed right now is left to its form."""
    removed = 0
    while True:
        with transaction.atomic():
            batch = list(
                PrivateFile.objects.orphaned(timezone.now()).select_for_update(skip_locked=True)[:AT_ONCE]
            )
            PrivateFile.objects.filter(pk__in=[file.pk for file in batch]).delete()
        removed += len(batch)
        if len(batch) < AT_ONCE:
            return removed


def remove_strays() -> int:
    """Bytes that no row knows."""
    storage, removed = private_storage(), 0
    for names in _in_batches(_old_names()):
        known = set(PrivateFile.objects.filter(file__in=names).values_list("file", flat=True))
        for name in set(names) - known:
            storage.delete(name)
            removed += 1
    return removed


def _in_batches(names: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for name in names:
        batch.append(name)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _old_names() -> Iterator[str]:
    storage = private_storage()
    before = (timezone.now() - STRAY_AFTER).timestamp()
    for folder, _folders, files in os.walk(storage.path(FOLDER)):
        for file in files:
            path = os.path.join(folder, file)
            if os.stat(path).st_mtime < before:
                yield os.path.relpath(path, storage.location)
