"""`manage.py work`: the background worker, quiet about what goes well."""

from __future__ import annotations

from django_tasks_db.management.commands import db_worker


class Command(db_worker.Command):
    """Takes background tasks of all municipalities, one after another. `-v 2` tells of each."""

    help = "Runs the background worker."

    def configure_logging(self, verbosity: int) -> None:
        """The settings say what is logged; the library's own way would raise its loggers to INFO."""
        if verbosity != 1:
            super().configure_logging(verbosity)
