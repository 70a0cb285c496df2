"""What the worker does with documents."""

from __future__ import annotations

from django_tasks import task

from engagement.documents.working import take_lost, work_on


@task()
def make_document(document_id: int) -> None:
    """Seals and delivers one document of this municipality; then a look for others whose task got lost."""
    again_at = work_on(document_id)
    if again_at is not None:
        make_document.using(run_after=again_at).enqueue(document_id)
    for lost in take_lost():
        make_document.enqueue(lost)


def rescue() -> str:
    """Once a day, where no document is issued that would look for the lost ones."""
    lost = take_lost()
    for document_id in lost:
        make_document.enqueue(document_id)
    return f"{len(lost)} documents taken up again"
