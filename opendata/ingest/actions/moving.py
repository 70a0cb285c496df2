"""Moving an upload from one state to the next, with its row held, and one process at a time at work on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.schemas import current_schema
from opendata.ingest.choices import UploadState
from opendata.ingest.errors import UploadRefused
from opendata.ingest.models import Upload


def held(number: int) -> Upload:
    """The upload with its row locked until the end of the transaction."""
    rows = Upload.objects.select_for_update(of=("self",)).select_related("dataset", "by", "published_by")
    found: Upload = rows.get(pk=number)
    return found


def move(upload: Upload, state: UploadState) -> None:
    """Sets the state of a held upload. UploadRefused for a move that is not in the table."""
    if not upload.may_become(state):
        raise UploadRefused(
            _("This cannot be done any more: the file is %(state)s.") % {"state": upload.get_state_display()}
        )
    upload.state = state
    if upload.is_settled:
        upload.finished_at = timezone.now()


@contextmanager
def at_work(number: int) -> Iterator[bool]:
    """Whether this process may work on the upload: one at a time, and a process that dies lets go by itself."""
    key: list[str | int] = [f"ingest {current_schema()}", number]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), %s)", key)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), %s)", key)


def is_at_work(number: int) -> bool:
    """Whether any living process works on the upload."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND objsubid = 2
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND classid::bigint = hashtext(%s)::bit(32)::bigint AND objid = %s
            )
            """,
            [f"ingest {current_schema()}", number],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def on_disk(upload: Upload) -> Iterator[Path]:
    """The file at a path: the storage need not be this machine's disk, and GDAL wants one."""
    own_path: Path | None
    try:
        own_path = Path(upload.file.path)
    except NotImplementedError:
        own_path = None
    if own_path is not None:
        yield own_path
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "upload"
        with upload.file.open("rb") as stored, copy.open("wb") as target:
            for block in stored.chunks():
                target.write(block)
        yield copy


def has_staging(upload: Upload) -> bool:
    """Whether the table of the upload's rows stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = %s)",
            [upload.staging],
        )
        return bool(cursor.fetchone()[0])


def drop_staging(upload: Upload) -> None:
    """Takes the table of the upload's rows away; fine when there is none."""
    statement = sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(upload.staging))
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None))
