"""The largest file that a portal takes, and the memory that it costs."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any, Self

import pytest
from django.core.files import File

from opendata.ingest.actions import receive_upload, request_publication, work_on_upload
from opendata.ingest.choices import UploadState
from opendata.ingest.models import Upload
from opendata.tables.models import Collection

ROWS = 3_000_000
MOST_BYTES = 1.5 * 1024**3
PAGE = os.sysconf("SC_PAGE_SIZE")


def held_by(process: int) -> int:
    """Bytes that a process and all that it started hold for themselves."""
    total, children = 0, 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if int(folder.name) == process:
                resident, shared = (int(part) for part in (folder / "statm").read_text().split()[1:3])
                total += (resident - shared) * PAGE
            elif parent == process:
                children += held_by(int(folder.name))
        except (OSError, IndexError, ValueError):
            continue
    return total + children


class Highest:
    """The most that this process and its children held at once while something ran."""

    def __init__(self) -> None:
        self.bytes = 0
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            self.bytes = max(self.bytes, held_by(os.getpid()))


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
    with Highest() as highest:
        with path.open("rb") as stream:
            upload = receive_upload(File(stream, name=path.name), by=None, language="en")
        work_on_upload(upload.pk)
        request_publication(Upload.objects.get(pk=upload.pk), by=None)
        work_on_upload(upload.pk)
    upload = Upload.objects.get(pk=upload.pk)
    assert upload.state == UploadState.PUBLISHED, upload.refusal
    assert Collection.objects.named(upload.name).get().row_count == ROWS
    assert 0 < highest.bytes < MOST_BYTES
    print(f"at most {highest.bytes / 1024**2:,.0f} MB")
