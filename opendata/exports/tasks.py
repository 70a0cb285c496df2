"""What the worker does with files: one step (building.py) a task, so that mail and the like come between."""

from __future__ import annotations

from django_tasks import task

from opendata.exports.building import put_off_until, step
from opendata.exports.lost import take_lost

# Everything else goes first.
PRIORITY = -50


@task(priority=PRIORITY)
def build_files(collection_id: int) -> None:
    """The next step for a collection of this municipality; then a look for those whose task got lost."""
    if step(collection_id):
        build_files.enqueue(collection_id)
    elif due := put_off_until(collection_id):
        # The task of the order may be this one.
        build_files.using(run_after=due).enqueue(collection_id)
    for lost in take_lost():
        build_files.enqueue(lost)
