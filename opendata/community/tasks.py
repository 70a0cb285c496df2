"""What the worker does for those who follow datasets."""

from __future__ import annotations

from django_tasks import task

from opendata.community.telling import tell


@task()
def tell_subscribers(dataset_id: int) -> int:
    """Mails what is new of a dataset of this municipality; to how many."""
    return tell(dataset_id)
