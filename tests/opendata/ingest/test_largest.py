"""The largest file that a portal takes, and the memory that it costs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File

from bench.memory import Memory
from opendata.ingest.actions import receive_upload, request_publication, work_on_upload
from opendata.ingest.choices import UploadState
from opendata.ingest.models import Upload
from opendata.tables.models import Collection

ROWS = 3_000_000
MOST_BYTES = 1.5 * 1024**3


def write_rows(path: Path) -> None:
    """Rows with a key, a place, a Greek text and a number."""
    with path.open("w", encoding="utf-8") as file:
        file.write("κωδικός;lon;lat;είδος;ύψος\n")
        for number in range(1, ROWS + 1):
            place = f"{23.7 + number % 1000 / 1e4:.4f};{37.9 + number // 1000 / 1e5:.5f}"
            file.write(f"{number};{place};Νεραντζιά {number % 97};{number % 40},5\n")


@pytest.mark.proof
@pytest.mark.large
@pytest.mark.django_db(transaction=True)
def test_three_million_rows_are_published_within_a_gigabyte_and_a_half(town: Any, tmp_path: Path) -> None:
    """This process is the worker (and holds the tests beside); what reads the file is a child of it."""
    path = tmp_path / "largest.csv"
    write_rows(path)
    with Memory(os.getpid()) as memory:
        with path.open("rb") as stream:
            upload = receive_upload(File(stream, name=path.name), by=None, language="en")
        work_on_upload(upload.pk)
        request_publication(Upload.objects.get(pk=upload.pk), by=None)
        work_on_upload(upload.pk)
    upload = Upload.objects.get(pk=upload.pk)
    assert upload.state == UploadState.PUBLISHED, upload.refusal
    assert Collection.objects.named(upload.name).get().row_count == ROWS
    assert 0 < memory.most < MOST_BYTES
    print(f"at most {memory.most / 1024**2:,.0f} MB")
