"""Tasks for tests of the worker."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task

from cms.kit.schemas import current_schema


@task()
def write_and_stay(path: str, stay_at_most: int) -> str:
    """Writes a line with its process and municipality; the first so many times it stays until it is killed."""
    file = Path(path)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(f"{os.getpid()} {current_schema()}\n")
    if len(file.read_text(encoding="utf-8").splitlines()) <= stay_at_most:
        time.sleep(120)
    return current_schema()
