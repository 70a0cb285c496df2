"""From a file to a published dataset, as the worker does it; prints the seconds of each step as JSON.

Runs inside Django: `python -m bench.upload FILE`, with the environment that bench/portal.py sets.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import django


def main() -> None:
    """Received, read, decided, published; under a name of its own each time."""
    django.setup()
    from django.core.files import File
    from django.db import connection
    from django_tenants.utils import tenant_context

    from cms.municipalities.models import Municipality
    from opendata.ingest.actions import receive_upload, request_publication, work_on_upload
    from opendata.ingest.choices import UploadState
    from opendata.ingest.models import Upload

    path = Path(sys.argv[1])
    marks = [time.monotonic()]
    with tenant_context(Municipality.objects.get(domains__domain="localhost")):
        connection.ensure_connection()
        marks = [time.monotonic()]
        with path.open("rb") as stream:
            upload = receive_upload(File(stream, name=path.name), by=None, language="en")
        upload.name = f"bench-upload-{uuid4().hex[:8]}"
        upload.save(update_fields=["name"])
        marks.append(time.monotonic())
        work_on_upload(upload.pk)
        marks.append(time.monotonic())
        upload = Upload.objects.get(pk=upload.pk)
        # Rows are told apart by where they stand in the file: no column is unique here.
        upload.decisions = replace(upload.decided, key_columns=()).to_json()
        upload.save(update_fields=["decisions"])
        request_publication(upload, by=None)
        work_on_upload(upload.pk)
        marks.append(time.monotonic())
        upload = Upload.objects.get(pk=upload.pk)
        assert upload.state == UploadState.PUBLISHED, upload.refusal
        rows = upload.load_report.rows if upload.load_report else 0
    received, read, published = (after - before for before, after in pairwise(marks))
    print(json.dumps({"rows": rows, "received": received, "read": read, "published": published}))


if __name__ == "__main__":
    main()
