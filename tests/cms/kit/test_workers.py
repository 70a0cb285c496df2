"""A worker that is killed in the middle of a task."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from cms.kit.workers import MOST_ATTEMPTS, Presence, is_gone, take_back_lost_tasks
from tests.factories import serving
from tests.factories.tasks import write_and_stay

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start_worker() -> Iterator[Start]:
    """Starts `manage.py work` on the database of the test; what still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []
    env = serving.environment()

    def start(*options: str) -> subprocess.Popen[bytes]:
        started.append(serving.start_worker(env, *options))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def until(condition: Callable[[], Any]) -> None:
    """Waits for something that other processes do; fails after a minute."""
    for _try in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("It did not happen.")


def lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def enqueue(file: Path, stay_at_most: int) -> DBTaskResult:
    result = write_and_stay.enqueue(str(file), stay_at_most)
    return DBTaskResult.objects.get(pk=result.id)


def kill_in_mid_task(worker: subprocess.Popen[bytes], file: Path, lines: int) -> None:
    until(lambda: len(lines_of(file)) == lines)
    assert lines_of(file)[-1].split()[0] == str(worker.pid)
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)


def test_the_task_of_a_killed_worker_is_run_again_by_the_next_one(
    town: Any, start_worker: Start, tmp_path: Path
) -> None:
    row = enqueue(tmp_path / "lines", 1)
    kill_in_mid_task(start_worker(), tmp_path / "lines", 1)
    row.refresh_from_db()
    assert row.status == "RUNNING"
    assert start_worker("--batch").wait(60) == 0
    row.refresh_from_db()
    assert (row.status, row.return_value, len(row.worker_ids)) == ("SUCCESSFUL", town.schema_name, 2)
    assert len(lines_of(tmp_path / "lines")) == 2


def test_a_task_that_brings_down_every_worker_fails_with_the_reason(
    town: Any, start_worker: Start, tmp_path: Path
) -> None:
    row = enqueue(tmp_path / "lines", 99)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        kill_in_mid_task(start_worker(), tmp_path / "lines", attempt)
    assert start_worker("--batch").wait(60) == 0
    row.refresh_from_db()
    assert row.status == "FAILED"
    assert "WorkerLost" in row.exception_class_path
    assert str(MOST_ATTEMPTS) in row.traceback
    assert row.finished_at is not None
    assert len(lines_of(tmp_path / "lines")) == MOST_ATTEMPTS


def test_the_task_of_a_living_worker_is_left_to_it(town: Any, start_worker: Start, tmp_path: Path) -> None:
    row = enqueue(tmp_path / "lines", 1)
    worker = start_worker()
    until(lambda: lines_of(tmp_path / "lines"))
    assert take_back_lost_tasks() == 0
    assert start_worker("--batch").wait(60) == 0
    row.refresh_from_db()
    assert (row.status, len(row.worker_ids), worker.poll()) == ("RUNNING", 1, None)


def test_a_worker_is_gone_when_it_has_left() -> None:
    with Presence("one"), transaction.atomic():
        assert not is_gone("one")
        assert is_gone("another")
    with transaction.atomic():
        assert is_gone("one")


def test_a_living_worker_does_not_take_its_own_task_for_lost(
    town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its session holds the lock, and a session may take a lock again that it holds."""
    row = enqueue(tmp_path / "lines", 1)
    DBTaskResult.objects.filter(pk=row.pk).update(status="RUNNING", worker_ids=["me"])
    looks: list[str] = []

    def looked(asking: str = "") -> int:
        found = take_back_lost_tasks(asking)
        looks.append(asking)
        return found

    monkeypatch.setattr("cms.kit.workers.take_back_lost_tasks", looked)
    monkeypatch.setattr("cms.kit.workers.LOOK_EVERY_SECONDS", 0)
    monkeypatch.setattr("cms.kit.workers.CHECK_EVERY_SECONDS", 0.05)
    with Presence("me"):
        until(lambda: len(looks) > 2)
    row.refresh_from_db()
    assert row.status == "RUNNING"
