"""Uploads whose time is over (the model's `retention`)."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from opendata.ingest.models import Upload

AT_ONCE = 500


def forget_settled() -> int:
    """Drops uploads that were settled too long ago, with their reports; what they published stays. How many."""
    keep = Upload.retention.keep
    assert keep is not None
    old = list(Upload.objects.settled_before(timezone.now() - keep)[:AT_ONCE])
    for upload in old:
        for left in (upload.file, upload.report):
            if left.name:
                transaction.on_commit(partial(left.storage.delete, left.name))
    Upload.objects.filter(pk__in=[upload.pk for upload in old]).delete()
    return len(old)
