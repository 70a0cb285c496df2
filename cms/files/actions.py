"""Every write to files: receiving, taking for a form, keeping longer, removing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.utils import timezone

from cms.audit.actions import record
from cms.files.choices import FileRules, FileState
from cms.files.errors import FileRefused, Refusal
from cms.files.looking.deciding import Looked, look
from cms.files.models import PrivateFile
from cms.files.naming import safe_name
from cms.files.owners import Owner
from cms.files.rules import is_owner
from cms.files.scanner.contract import Finding, Verdict
from cms.files.scanning import quick_scan, take_finding
from cms.files.spooling import digest_of, spool
from cms.files.tasks import scan_file


def receive_file(
    uploaded: File[bytes],
    *,
    purpose: str,
    rules: FileRules,
    by: Owner,
    keep: timedelta | None = None,
) -> PrivateFile:
    """Takes a file in, or raises FileRefused. Not inside a transaction: it may wait some seconds for the scanner.

    The file is clean when this returns, or undecided (`is_ready` False) where the scanner did not answer in time;
    the worker asks again. Without a form that claims it within `keep` it is removed.
    """
    if not by:
        raise ValueError("A file needs an owner: a person or a token.")
    with TemporaryDirectory(prefix="handed-in-") as name:
        folder = Path(name)
        given_name = uploaded.name or ""
        received = spool(uploaded, folder, most_bytes=rules.most_bytes)
        looked = look(received, given_name, rules, folder)
        finding = quick_scan(looked.path)
        if finding.verdict is Verdict.INFECTED:
            raise FileRefused(Refusal.INFECTED)
        kept_until = timezone.now() + (keep or timedelta(hours=settings.UNCLAIMED_FILES_HOURS))
        facts = {"purpose": purpose, "name": safe_name(given_name, looked.kind), "kept_until": kept_until}
        return _keep(looked, finding, by=by, most_waiting=rules.most_waiting, facts=facts)


@transaction.atomic
def _keep(
    looked: Looked, finding: Finding, *, by: Owner, most_waiting: int, facts: dict[str, Any]
) -> PrivateFile:
    _refuse_hoarding(by, most_waiting)
    file = PrivateFile(
        kind=looked.kind,
        size=looked.path.stat().st_size,
        sha256=digest_of(looked.path),
        owner=by.user,
        owner_digest=by.digest,
        scans=1,
        **facts,
    )
    file.move_to(FileState.SCANNING)
    take_finding(file, finding)
    with looked.path.open("rb") as content:
        file.file.save(file.name, File(content), save=False)
    try:
        file.save(force_insert=True)
        if file.next_scan_at is not None:
            scan_file.using(run_after=file.next_scan_at).enqueue(str(file.pk))
    except BaseException:
        file.file.storage.delete(str(file.file.name))
        raise
    return file


def _refuse_hoarding(by: Owner, most: int) -> None:
    """One request of an owner after the other: two at once must not both be the last that fits."""
    whose = by.digest or f"person {by.user.pk if by.user else 0}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files of {whose}"])
    if PrivateFile.objects.owned_by(by).unclaimed().count() >= most:
        raise FileRefused(Refusal.TOO_MANY)


@transaction.atomic
def claim(file_id: UUID | str, *, purpose: str, by: Owner, taker: str) -> PrivateFile:
    """A form takes the file, in the transaction in which it is sent. Raises FileRefused.

    `taker` names what takes it (`request:<id>`): the same one may ask again, another one may not. Undecided files
    are taken too; what the scanner says later is told by the signal `file_decided`.
    """
    file = _locked(file_id)
    if file is None or file.purpose != purpose:
        raise FileRefused(Refusal.NOT_THERE)
    if file.claimed_at is not None:
        if file.taker == taker:
            return file
        raise FileRefused(Refusal.TAKEN if is_owner(by, file) else Refusal.NOT_THERE)
    if not is_owner(by, file):
        raise FileRefused(Refusal.NOT_THERE)
    if file.state == FileState.INFECTED:
        raise FileRefused(Refusal.INFECTED)
    file.claimed_at, file.taker = timezone.now(), taker
    file.save(update_fields=["claimed_at", "taker"])
    return file


@transaction.atomic
def claim_all(file_ids: Iterable[UUID | str], *, purpose: str, by: Owner, taker: str) -> list[PrivateFile]:
    """All of them or none, locked in one order so that two forms never wait for each other."""
    return [claim(one, purpose=purpose, by=by, taker=taker) for one in sorted({str(one) for one in file_ids})]


@transaction.atomic
def keep_longer(file_ids: Iterable[UUID | str], *, by: Owner, until: datetime) -> int:
    """A draft was saved: its files are not removed before it is. How many files that are."""
    files = PrivateFile.objects.owned_by(by).unclaimed().filter(pk__in=list(file_ids), kept_until__lt=until)
    return files.update(kept_until=until)


@transaction.atomic
def delete_file(file: PrivateFile, *, by: Any) -> None:
    """Row and, after the commit, bytes; `by` None: the portal on its own. Its owner's own clearing is not logged."""
    locked = _locked(file.pk)
    if locked is None:
        return
    if locked.claimed_at is not None:
        record("deleted", locked, by=by)
    locked.delete()


def _locked(file_id: UUID | str) -> PrivateFile | None:
    try:
        number = UUID(str(file_id))
    except ValueError:
        return None
    return PrivateFile.objects.select_for_update(of=("self",)).filter(pk=number).first()
