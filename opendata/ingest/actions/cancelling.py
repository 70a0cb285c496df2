"""Giving an upload up."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from opendata.ingest.actions.moving import drop_staging, held, is_at_work, move
from opendata.ingest.choices import UploadState
from opendata.ingest.models import Upload
from opendata.ingest.rules import Person

WAITS_FOR = timedelta(days=60)


@transaction.atomic
def cancel_upload(upload: Upload, *, by: Person) -> Upload:
    """At once when nobody works on it, otherwise as soon as the worker looks up; nothing was published then.

    Raises UploadRefused for one that is settled.
    """
    upload = held(upload.pk)
    if is_at_work(upload.pk):
        upload.cancel_wanted = True
        upload.save(update_fields=["cancel_wanted"])
        return upload
    move(upload, UploadState.CANCELLED)
    settle(upload)
    record("cancelled", upload, by=by)
    return upload


def cancel_forgotten() -> int:
    """Gives up what nobody has decided about for weeks: its file and staged rows need not lie here; how many."""
    forgotten = Upload.objects.forgotten(timezone.now() - WAITS_FOR)
    for upload in forgotten:
        cancel_upload(upload, by=None)
    return len(forgotten)


def settle(upload: Upload) -> None:
    """Saves an upload that is at its end; its staged rows and, after the commit, its file go."""
    upload.staged_with = ""
    drop_staging(upload)
    name, storage = upload.file.name, upload.file.storage
    upload.file = ""
    upload.save()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
