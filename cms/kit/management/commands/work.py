"""`manage.py work`: the background worker, quiet about what goes well."""

from __future__ import annotations

import logging
import os
import sys
import time
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django_tasks_db.management.commands import db_worker

from cms.kit.workers import Presence, worker_started

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0


class Command(db_worker.Command):
    """Takes background tasks of all municipalities, one after another. `-v 2` tells of each."""

    help = "Runs the background worker."

    def configure_logging(self, verbosity: int) -> None:
        """The settings say what is logged; the library's own way would raise its loggers to INFO."""
        if verbosity != 1:
            super().configure_logging(verbosity)

    def handle(self, *, worker_id: str, **options: Any) -> None:
        """Works while its lock says that it is alive; see cms/kit/workers.py. Where the database goes away, it waits
        and begins anew under another name: what it was working on is then taken back like a dead worker's."""
        try:
            worker_started.send(sender=type(self))
            with Presence(worker_id):
                super().handle(worker_id=worker_id, **options)
        except (OperationalError, InterfaceError) as problem:
            if options["batch"]:
                raise
            log.warning("The database went away (%s); waiting for it.", str(problem).strip())
            wait_for_database()
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 (our own command, once more)


def wait_for_database() -> None:
    """However long it takes."""
    while True:
        connection.close()
        try:
            connection.ensure_connection()
        except OperationalError:
            time.sleep(PAUSE_SECONDS)
        else:
            return
