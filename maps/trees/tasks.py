"""Work that a person need not wait for."""

from __future__ import annotations

from django_tasks import task

from maps.trees.actions import run_import


@task()
def read_import(number: int) -> str:
    """Reads the file of the TreeImport with this number; the state it ended in. Safe to run again."""
    return str(run_import(number).state)
