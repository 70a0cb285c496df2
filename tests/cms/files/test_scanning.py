"""A file between the scanner's first silence and its verdict."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.audit.models import Deed
from cms.files import scanning
from cms.files.choices import FileState
from cms.files.models import PrivateFile
from cms.files.signals import file_decided
from cms.files.tasks import scan_file
from tests.factories import hostile
from tests.factories.clamd import clamd, closed_address
from tests.factories.files import receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def undecided(settings):
    """Received while the scanner was down."""
    settings.CLAMAV_ADDRESS = closed_address()
    return receive(b"An honest text.", "text.txt")


def waiting_tasks():
    return DBTaskResult.objects.filter(task_path=scan_file.module_path, status="READY").count()


def test_a_scanner_that_is_down_is_never_taken_for_a_clean_file(undecided):
    assert (undecided.state, undecided.is_ready) == (FileState.UNSCANNABLE, False)
    assert undecided.finding
    assert timedelta(0) < undecided.next_scan_at - timezone.now() <= scanning.PATIENCE[0]
    assert waiting_tasks() == 1


def test_the_worker_asks_again_after_longer_and_longer_waits(undecided):
    waits = []
    for _attempt in range(8):
        again_at = scanning.scan_once(str(undecided.pk))
        waits.append(round((again_at - timezone.now()).total_seconds() / 60))
    assert waits == [5, 15, 60, 240, 720, 720, 720, 720]
    undecided.refresh_from_db()
    assert (undecided.state, undecided.scans) == (FileState.UNSCANNABLE, 9)


def test_when_the_scanner_is_back_the_file_is_clean_and_whoever_waits_is_told(
    undecided, settings, django_capture_on_commit_callbacks
):
    told = []

    def listen(file, **_facts):
        told.append((file.pk, file.state))

    file_decided.connect(listen)
    with clamd() as daemon, django_capture_on_commit_callbacks(execute=True):
        settings.CLAMAV_ADDRESS = daemon.address
        assert scanning.scan_once(str(undecided.pk)) is None
        assert scanning.scan_once(str(undecided.pk)) is None, "and not once more"
    assert told == [(undecided.pk, FileState.CLEAN)]
    assert daemon.received == [b"An honest text."]


def test_a_virus_that_is_found_late_takes_the_bytes_away_and_leaves_a_line(
    settings, django_capture_on_commit_callbacks
):
    settings.CLAMAV_ADDRESS = closed_address()
    file = receive(hostile.EICAR + b" text", "text.txt")
    path = file.path
    with clamd() as daemon, django_capture_on_commit_callbacks(execute=True):
        settings.CLAMAV_ADDRESS = daemon.address
        scanning.scan_once(str(file.pk))
        assert path.exists(), "until the commit"
    file.refresh_from_db()
    assert (file.state, bool(file.file), path.exists()) == (FileState.INFECTED, False, False)
    assert Deed.objects.get(verb="found infected").changes["finding"] == "Win.Test.EICAR_HDB-1"


def test_a_file_beyond_the_scanners_limits_is_not_asked_about_for_ever(settings):
    with clamd() as daemon:
        daemon.become("INSTREAM size limit exceeded. ERROR")
        settings.CLAMAV_ADDRESS = daemon.address
        file = receive(b"An honest text.", "text.txt")
    assert (file.state, file.next_scan_at) == (FileState.UNSCANNABLE, None)
    assert waiting_tasks() == 0
    assert scanning.scan_once(str(file.pk)) is None


def test_a_slow_scanner_does_not_keep_a_person_waiting(settings, monkeypatch):
    monkeypatch.setattr(scanning, "QUICK_SECONDS", 0.1)
    with clamd() as daemon:
        daemon.become("hang")
        settings.CLAMAV_ADDRESS = daemon.address
        before = timezone.now()
        file = receive(b"An honest text.", "text.txt")
        assert timezone.now() - before < timedelta(seconds=5)
    assert file.state == FileState.UNSCANNABLE


def test_a_scan_whose_worker_died_is_taken_up_by_the_next(undecided):
    PrivateFile.objects.filter(pk=undecided.pk).update(
        state=FileState.SCANNING, next_scan_at=timezone.now() - timedelta(hours=1)
    )
    assert scanning.take_lost() == [str(undecided.pk)]
    assert scanning.take_lost() == []
    assert scanning.scan_once(str(undecided.pk)) is not None


def test_a_file_that_was_removed_meanwhile_is_no_error(undecided):
    number = str(undecided.pk)
    undecided.delete()
    assert scanning.scan_once(number) is None
