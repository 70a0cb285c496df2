"""One scan of one file, and what is noted of it. The row is not locked while the scanner works."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from cms.files.choices import FileState
from cms.files.models import PrivateFile
from cms.files.scanner.choosing import scanner
from cms.files.scanner.contract import Finding, Verdict
from cms.files.signals import file_decided

# How long a person waits for the scanner while the upload is answered; slower ones are asked by the worker.
QUICK_SECONDS = 5.0
# Waits before the second, third, … scan of a file that the scanner gave no answer about; the last one comes again.
PATIENCE = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
# A file whose scan is overdue by this much has lost its task (a worker died with it).
LOST_AFTER = timedelta(minutes=10)
RESCUE_AT_ONCE = 50

STATES: dict[Verdict, FileState] = {
    Verdict.CLEAN: FileState.CLEAN,
    Verdict.INFECTED: FileState.INFECTED,
    Verdict.UNKNOWN: FileState.UNSCANNABLE,
}


def quick_scan(path: Path) -> Finding:
    """Before a file is kept; an answer that does not come in time is none."""
    return scanner().scan(path, seconds=min(QUICK_SECONDS, settings.CLAMAV_SECONDS))


def scan_once(file_id: str) -> datetime | None:
    """One attempt; the answer is when the next one is due, if any. Safe to run again, and by two workers at once."""
    file = _begin(file_id)
    if file is None:
        return None
    finding = scanner().scan(file.path, seconds=settings.CLAMAV_SECONDS)
    return note(file_id, finding)


@transaction.atomic
def _begin(file_id: str) -> PrivateFile | None:
    file = PrivateFile.objects.select_for_update().filter(pk=file_id).first()
    if file is None or file.next_scan_at is None:
        return None
    file.move_to(FileState.SCANNING)
    file.scans += 1
    file.next_scan_at = timezone.now() + timedelta(seconds=settings.CLAMAV_SECONDS)
    file.save()
    return file


@transaction.atomic
def note(file_id: str, finding: Finding) -> datetime | None:
    """The scanner's answer; what is infected loses its bytes after the commit."""
    file = PrivateFile.objects.select_for_update().filter(pk=file_id).first()
    if file is None or file.state != FileState.SCANNING:
        return None
    take_finding(file, finding)
    if file.state == FileState.INFECTED:
        storage, name = file.file.storage, str(file.file.name)
        file.file = ""
        transaction.on_commit(lambda: storage.delete(name))
        record("found infected", file, by=None, changes={"finding": file.finding, "scanner": file.scanner})
    file.save()
    if file.next_scan_at is None:
        transaction.on_commit(lambda: file_decided.send(PrivateFile, file=file), robust=True)
    return file.next_scan_at


def take_finding(file: PrivateFile, finding: Finding) -> None:
    """State, words and the next attempt; the caller saves."""
    file.move_to(STATES[finding.verdict])
    file.scanner, file.finding = scanner().name, finding.what
    again = finding.verdict is Verdict.UNKNOWN and not finding.final
    file.next_scan_at = timezone.now() + PATIENCE[min(file.scans, len(PATIENCE)) - 1] if again else None


@transaction.atomic
def take_lost() -> list[str]:
    """Files that wait for a scan whose task is no more; whoever takes them must make new ones."""
    lost = PrivateFile.objects.overdue(timezone.now() - LOST_AFTER).select_for_update(skip_locked=True)
    numbers = [str(file.pk) for file in lost[:RESCUE_AT_ONCE]]
    PrivateFile.objects.filter(pk__in=numbers).update(next_scan_at=timezone.now())
    return numbers
