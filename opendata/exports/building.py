"""From an order to files: a reading, then its formats, each step to be gone on with by any worker.

The formats of a small table are one step, those of a large one a step each.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection as Names
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from opendata.exports.choices import Reason, State
from opendata.exports.files import building_lock, expire, put_in_place, sweep_collections, work_folder
from opendata.exports.formats import FORMATS, offered
from opendata.exports.models import Export, Order
from opendata.exports.policy import is_published_whole, policy
from opendata.exports.reading import NotPublished, read_collection, standing_manifest
from opendata.exports.running import run_writers
from opendata.tables.models import Collection

# Reasons that another try may not meet again.
PASSING = (Reason.BROKEN, Reason.TOO_SLOW)


def step(collection_id: int) -> bool:
    """One thing: a reading, one file of a large table, or all of a small one. True when there is more to do at once."""
    collection = Collection.objects.select_related("dataset").filter(pk=collection_id).first()
    if collection is None:
        return False
    with building_lock(collection_id) as mine:
        if not mine:
            return False
        exports = _next_files(collection)
        if not exports:
            return _begin(collection)
        build(exports, collection.name)
        if not Export.objects.filter(collection=collection).unfinished().exists():
            expire(collection)
            sweep_collections()
            return bool(_due(collection).exists())
    return True


def put_off_until(collection_id: int) -> datetime | None:
    """When the next step is, where an order came during a build and had to be put off; None where none waits."""
    now = timezone.now()
    order = Order.objects.filter(collection_id=collection_id, due_at__gt=now).first()
    return order.due_at if order is not None else None


def build_now(name: str, formats: Names[str] | None = None) -> list[Export]:
    """The files of a published collection, at once and anew, here; NotPublished where there is none such.

    An empty list when another process is building them.
    """
    collection = Collection.objects.select_related("dataset").published().named(name).first()
    if collection is None:
        raise NotPublished(name)
    wanted = [entry.name for entry in offered(has_geometry=collection.has_geometry)]
    wanted = [entry for entry in wanted if formats is None or entry in formats]
    with building_lock(collection.pk) as mine:
        if not mine:
            return []
        manifest = read_collection(name, _empty(work_folder(name)), _parts(wanted))
        _enter(collection, manifest, wanted, again=True)
        while exports := _next_files(collection):
            build(exports, name)
        expire(collection)
    revision = manifest["description"]["revision"]
    return list(Export.objects.filter(collection=collection, revision=revision, format__in=wanted))


def _parts(formats: Names[str]) -> set[str]:
    return {FORMATS[name].made_of for name in formats}


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _due(collection: Collection) -> Any:
    return Order.objects.filter(collection=collection, due_at__lte=timezone.now() + timedelta(seconds=1))


def _begin(collection: Collection) -> bool:
    """A reading for the files that the newest revision lacks. The order stands until they are written down."""
    if not _due(collection).exists():
        return False
    standing = Export.objects.filter(collection=collection, revision=collection.revision)
    # What failed for good stays so until the rows are others.
    done = set(standing.exclude(error__in=PASSING).exclude(state__in=[State.WAITING, State.BUILDING]).values_list(
        "format", flat=True
    ))  # fmt: skip
    kinds = offered(has_geometry=collection.has_geometry)
    wanted = [entry.name for entry in kinds if entry.name not in done]
    try:
        manifest = (
            read_collection(collection.name, _empty(work_folder(collection.name)), _parts(wanted))
            if wanted
            else None
        )
    except NotPublished:
        manifest = None
    return _enter(collection, manifest, wanted)


@transaction.atomic
def _enter(
    collection: Collection, manifest: dict[str, Any] | None, wanted: Names[str], *, again: bool = False
) -> bool:
    """Writes the files to be made down, and takes the order away unless a newer revision came meanwhile.

    Whoever publishes holds the collection's row: no revision is missed between.
    """
    present = Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    if manifest is None:
        Order.objects.filter(collection=collection).delete()
        return False
    about = manifest["description"]
    if about["revision"] < present.oldest_revision:
        # Taken back during the reading: it is read anew.
        Order.objects.update_or_create(collection=collection, defaults={"due_at": timezone.now()})
        return True
    if about["revision"] == present.revision:
        Order.objects.filter(collection=collection).delete()
    else:
        wait = timedelta() if is_published_whole(collection) else policy().interval
        Order.objects.filter(collection=collection).update(due_at=timezone.now() + wait)
    standing = {
        export.format: export
        for export in Export.objects.filter(collection=collection, revision=about["revision"])
    }
    for name in wanted:
        export = standing.get(name)
        if export is None:
            Export.objects.create(
                collection=collection, revision=about["revision"], format=name,
                published_at=datetime.fromisoformat(about["published"]),
            )  # fmt: skip
        elif export.state == State.FAILED or (again and export.state == State.READY):
            export.move(State.WAITING)
            export.attempts, export.error = 0, ""
            export.save()
    return True


def _next_files(collection: Collection) -> list[Export]:
    """The next file of the standing reading, or all at once of a small one.

    Files whose reading is lost are given up for a new reading.
    """
    unfinished = Export.objects.filter(collection=collection).unfinished()
    order = {name: at for at, name in enumerate(FORMATS)}
    found: list[Export] = sorted(unfinished, key=lambda export: (export.revision, order[export.format]))
    if not found:
        return []
    manifest = standing_manifest(work_folder(collection.name))
    if (
        manifest is None
        or manifest["description"]["revision"] != found[0].revision
        or found[0].kind.made_of not in manifest["parts"]
    ):
        unfinished.delete()
        Order.objects.update_or_create(collection=collection, defaults={"due_at": timezone.now()})
        return []
    if manifest["measured"]["rows"] > policy().together:
        return found[:1]
    # One that was begun before may be what took the process down: it goes alone.
    fresh = [
        export
        for export in found
        if not export.attempts
        and export.revision == found[0].revision
        and export.kind.made_of in manifest["parts"]
    ]
    return fresh or found[:1]


def build(exports: list[Export], name: str) -> None:
    """Files from the standing reading: READY or FAILED; WAITING those that another one took down with it."""
    folder = work_folder(name)
    # A name of its own: a writer whose worker died may still be writing.
    targets = {export: folder / f"{uuid4().hex}.{export.kind.extension}" for export in exports}
    for export in exports:
        if export.state == State.BUILDING:
            # Its worker is no more: this one holds the lock.
            export.move(State.WAITING)
        export.attempts += 1
        export.move(State.BUILDING)
        export.save()
    allowed = {
        export.format: target for export, target in targets.items() if export.attempts <= policy().attempts
    }
    try:
        written, refused = run_writers(folder, allowed) if allowed else (set(), {})
        for export, target in targets.items():
            reason = None if export.format in written else refused.get(export.format, Reason.BROKEN)
            _settle(export, target, name, reason, alone=len(exports) == 1)
    finally:
        for target in targets.values():
            target.unlink(missing_ok=True)


def _settle(export: Export, target: Path, name: str, reason: Reason | None, *, alone: bool) -> None:
    """Puts a written file into its place, and writes down how it ended."""
    if reason:
        export.move(State.WAITING if reason in PASSING and not alone else State.FAILED)
        export.error = reason
    else:
        put_in_place(target, export, name)
        export.move(State.READY)
        export.built_at, export.error = timezone.now(), ""
    if not _kept(export) and export.file:
        Path(export.file.path).unlink(missing_ok=True)


@transaction.atomic
def _kept(export: Export) -> bool:
    """Writes it down, unless it, its collection or its revision's rows were taken away meanwhile."""
    rows = Export.objects.select_for_update(of=("self",)).select_related("collection")
    standing = rows.filter(pk=export.pk).first()
    if standing is None:
        return False
    if standing.revision < standing.collection.oldest_revision:
        standing.delete()
        return False
    export.save()
    return True
