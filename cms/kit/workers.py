"""Which background workers are alive, and what becomes of the tasks of one that is not.

A worker holds an advisory lock of the database for as long as it lives, on a connection of its own: however it ends
(even by SIGKILL, or with its machine), the server lets go of the lock. A running task whose worker holds no lock is
given to another worker, and after a few of them marked as failed. Needs a connection that is the worker's own: a
pooler that hands one session to several clients (PgBouncer in transaction mode) would hold the locks for it.
"""

from __future__ import annotations

import logging
import threading
import zlib
from contextlib import suppress
from types import TracebackType
from typing import Any

from django.db import DatabaseError, connection, connections, transaction
from django.dispatch import Signal
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)

# Sent once, before the first task: rooms see to it that what comes on a schedule is waiting.
worker_started = Signal()

# "work" as a number: the first of the two numbers of each lock, so that no other lock is mistaken for one of ours.
LOCK_FAMILY = 0x776F726B
# A task that has brought down as many workers is not tried again: it would bring down the next.
MOST_ATTEMPTS = 3
LOOK_EVERY_SECONDS = 60
CHECK_EVERY_SECONDS = 5


class WorkerLost(Exception):
    """The process that ran the task ended before the task did, each time it was tried."""


def _lock_of(worker_id: str) -> int:
    """The second number of a worker's lock, as PostgreSQL's signed integer."""
    return zlib.crc32(worker_id.encode()) - 2**31


def is_gone(worker_id: str) -> bool:
    """Whether no living worker has this name. Only in a transaction: the look itself takes the lock until its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_FAMILY, _lock_of(worker_id)])
        return bool(cursor.fetchone()[0])


def take_back_lost_tasks(asking: str = "") -> int:
    """Gives running tasks without a worker to the next one, or marks them as failed; how many there were.

    `asking`: the worker on whose session this runs. It lives; and a session may take a lock again that it holds.
    """
    found = 0
    with transaction.atomic():
        # Rows that another worker is just looking at are passed over.
        running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
        for row in running:
            if row.worker_ids and row.worker_ids[-1] != asking and is_gone(row.worker_ids[-1]):
                found += 1
                _take_back(row)
    return found


def _take_back(row: DBTaskResult[Any, Any]) -> None:
    attempts = len(row.worker_ids)
    if attempts < MOST_ATTEMPTS:
        row.status, row.started_at = "READY", None
        row.save(update_fields=["status", "started_at"])
        log.warning("Task %s (%s) lost its worker; it is run again.", row.id, row.task_path)
        return
    row.set_failed(WorkerLost(f"The worker ended {attempts} times while it ran this task."))
    log.error("Task %s (%s) lost its worker %s times; it has failed.", row.id, row.task_path, attempts)
    transaction.on_commit(lambda: _tell(row))


def _tell(row: DBTaskResult[Any, Any]) -> None:
    """Rooms that wait for the task hear of it as of any other that fails."""
    try:
        task_finished.send(sender=type(row.task.get_backend()), task_result=row.task_result)
    except ImportError:
        log.warning("Task %s is of a kind that is no more (%s).", row.id, row.task_path)


class Presence:
    """Holds a worker's lock from `with` to its end, and looks every minute for tasks of workers that are gone.

    Both happen in a thread with a connection of its own: a long task in the worker does not hold them up.
    """

    def __init__(self, worker_id: str) -> None:
        self.worker_id = worker_id
        self._end = threading.Event()
        self._held = threading.Event()
        self._thread = threading.Thread(target=self._stay, name="presence", daemon=True)

    def __enter__(self) -> Presence:
        self._thread.start()
        # No task may be claimed before the lock is held: others would take it for a lost one.
        self._held.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join(10)

    def _stay(self) -> None:
        looked = LOOK_EVERY_SECONDS
        while not self._end.is_set():
            try:
                self._hold()
                if looked >= LOOK_EVERY_SECONDS:
                    looked = 0
                    take_back_lost_tasks(self.worker_id)
                self._held.set()
            except DatabaseError as problem:
                log.warning("The worker's lock: %s", problem)
                connection.close()
            self._end.wait(CHECK_EVERY_SECONDS)
            looked += CHECK_EVERY_SECONDS
        self._let_go()
        connections.close_all()

    def _let_go(self) -> None:
        """Before the connection is closed: the server ends a closed one, and its locks, in its own time."""
        if connection.connection is None:
            return
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_FAMILY, _lock_of(self.worker_id)])

    def _hold(self) -> None:
        """Takes the lock on a new connection; on one that holds it already this is a sign of life."""
        fresh = connection.connection is None
        with connection.cursor() as cursor:
            if fresh:
                cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_FAMILY, _lock_of(self.worker_id)])
            else:
                cursor.execute("SELECT 1")
