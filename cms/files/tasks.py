"""What the worker does with files."""

from __future__ import annotations

from django_tasks import task

from cms.files.scanning import scan_once, take_lost


@task()
def scan_file(file_id: str) -> None:
    """One scan of one file of this municipality; then a look for others whose task got lost."""
    again_at = scan_once(file_id)
    if again_at is not None:
        scan_file.using(run_after=again_at).enqueue(file_id)
    for lost in take_lost():
        scan_file.enqueue(lost)
