"""The two verbs that open a file: what is in it, and its rows into a staging table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from opendata.ingest.contract import Decisions, Findings, LoadReport, Progress
from opendata.ingest.staging import copying, create_staging, finish_staging
from opendata.ingest.watching import run_reader

if TYPE_CHECKING:
    from django.contrib.gis.geos import GEOSGeometry


def inspect_file(
    path: Path,
    name: str,
    *,
    boundary: GEOSGeometry | None,
    decisions: Decisions | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Findings:
    """What the file is. Raises FileRefused, ReadingCancelled."""
    request = {
        "verb": "inspect",
        "path": str(Path(path).absolute()),
        "name": name,
        "zone": timezone.get_default_timezone_name(),
        "boundary": boundary.wkb.hex() if boundary is not None else None,
        "decisions": decisions.to_json() if decisions is not None else None,
    }
    return Findings.from_json(run_reader(request, progress=progress, cancelled=cancelled))


def load_file(
    path: Path,
    name: str,
    decisions: Decisions,
    staging: str,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LoadReport:
    """Makes the table `staging` in the current schema and fills it. Raises FileRefused, ReadingCancelled.

    All of it or nothing: whatever goes wrong, there is no table of that name afterwards.
    """
    request = {
        "verb": "load",
        "path": str(Path(path).absolute()),
        "name": name,
        "zone": timezone.get_default_timezone_name(),
        "decisions": decisions.to_json(),
    }
    columns = decisions.public_columns()
    with transaction.atomic():
        create_staging(staging, columns)
        with copying(staging, columns) as write:
            done = run_reader(request, progress=progress, cancelled=cancelled, receive=write)
        finish_staging(staging)
    return LoadReport.from_json(done)
