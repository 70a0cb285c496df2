"""What a worker does with an upload: whatever is its turn, and what a killed worker left."""

from __future__ import annotations

from opendata.ingest.actions.inspecting import inspect_upload
from opendata.ingest.actions.moving import at_work
from opendata.ingest.actions.publishing import publish_upload
from opendata.ingest.choices import UploadState
from opendata.ingest.models import Upload


def work_on_upload(number: int) -> Upload | None:
    """Reads or publishes; None when another living process is at it. Safe to run again at any moment."""
    with at_work(number) as mine:
        if not mine:
            return None
        upload: Upload = Upload.objects.get(pk=number)
        if upload.state == UploadState.PUBLISHING:
            return publish_upload(number)
        return inspect_upload(number)
