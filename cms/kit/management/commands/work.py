"""`manage.py work`: the background worker, quiet about what goes well."""

from __future__ import annotations

from typing import Any

from django_tasks_db.management.commands import db_worker

from cms.kit.workers import Presence, worker_started


class Command(db_worker.Command):
    """Takes background tasks of all municipalities, one after another. `-v 2` tells of each."""

    help = "Runs the background worker."

    def configure_logging(self, verbosity: int) -> None:
        """The settings say what is logged; the library's own way would raise its loggers to INFO."""
        if verbosity != 1:
            super().configure_logging(verbosity)

    def handle(self, *, worker_id: str, **options: Any) -> None:
        """Works while its lock says that it is alive; see cms/kit/workers.py."""
        worker_started.send(sender=type(self))
        with Presence(worker_id):
            super().handle(worker_id=worker_id, **options)
