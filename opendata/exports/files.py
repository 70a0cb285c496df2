"""Where files lie, how they get there whole, and which are removed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from cms.kit.schemas import current_schema
from cms.media.contract import private_storage
from opendata.exports.choices import State
from opendata.exports.models import Export
from opendata.exports.policy import policy
from opendata.tables.models import Collection
from opendata.tables.reading import Facts

ROOT = "exports"
WORK = ".work"


def root() -> Path:
    """The folder of the town's files."""
    return Path(private_storage().path(ROOT))


def work_folder(name: str) -> Path:
    """Where a collection's reading and unfinished files lie."""
    return root() / name / WORK


def file_name(export: Export, name: str) -> str:
    """`trees-r2-2026-11-23.gpkg`: ASCII, with the revision and the day in UTC on which its rows were published."""
    return f"{name}-{mark_of(export)}.{export.kind.extension}"


def mark_of(export: Export) -> str:
    """What tells files of a collection apart in their names: one day can have several revisions."""
    return f"r{export.revision}-{export.published_at:%Y-%m-%d}"


def finished_file(facts: Facts, name: str) -> Path | None:
    """The file of exactly this revision in a format; it may be gone when it is opened. One short query."""
    export = (
        Export.objects.ready().filter(collection_id=facts.id, revision=facts.revision, format=name).first()
    )
    return Path(export.file.path) if export is not None else None


def put_in_place(finished: Path, export: Export, name: str) -> None:
    """Moves a finished file to its place at once, and writes name, size and checksum into the export, unsaved."""
    place = f"{ROOT}/{name}/{export.revision}/{file_name(export, name)}"
    target = Path(private_storage().path(place))
    target.parent.mkdir(parents=True, exist_ok=True)
    with finished.open("rb") as file:
        export.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    export.size = finished.stat().st_size
    finished.replace(target)
    export.file.name = place


@contextmanager
def building_lock(collection_id: int) -> Iterator[bool]:
    """Whether this process alone builds the collection's files now. Ends with the connection, so with its worker."""
    key = f"exports {current_schema()} {collection_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def expire(collection: Collection) -> None:
    """Keeps each format's newest file and as many earlier ones as the policy says. Under the building lock."""
    keep = 1 + policy().keep_earlier
    seen: dict[str, int] = {}
    going = []
    for export in Export.objects.filter(collection=collection).newest_first():
        if export.state == State.READY:
            seen[export.format] = seen.get(export.format, 0) + 1
            if seen[export.format] > keep:
                going.append(export.pk)
        elif export.state == State.FAILED and export.revision < collection.revision:
            going.append(export.pk)
    Export.objects.filter(pk__in=going).delete()
    sweep(collection)


def sweep(collection: Collection) -> None:
    """Removes what no row names: removed revisions' files, and those of builds that ended half-way."""
    folder = root() / collection.name
    known = set(
        Export.objects.filter(collection=collection, state=State.READY).values_list("file", flat=True)
    )
    shutil.rmtree(folder / WORK, ignore_errors=True)
    for path in folder.glob("*/*"):
        if path.relative_to(root().parent).as_posix() not in known:
            path.unlink(missing_ok=True)
    for inner in folder.glob("*"):
        if inner.is_dir() and not any(inner.iterdir()):
            inner.rmdir()


def sweep_collections() -> None:
    """Removes the folders of collections that are no more."""
    if not root().is_dir():
        return
    standing = set(Collection.objects.values_list("dataset__name", flat=True))
    for folder in root().iterdir():
        if folder.name not in standing:
            shutil.rmtree(folder, ignore_errors=True)
