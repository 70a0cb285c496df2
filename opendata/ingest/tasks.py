"""Work that a person need not wait for, and what is done on a schedule."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from opendata.ingest.actions import work_on_upload
from opendata.ingest.actions.cancelling import cancel_forgotten
from opendata.ingest.actions.harvesting import run_harvest
from opendata.ingest.models import Harvest, Upload
from opendata.ingest.queueing import is_queued, lost_uploads, overdue_harvests

# A task that comes early by a clock's difference would find nothing due.
LATER = timedelta(seconds=5)


@task()
def work_on(number: int) -> str:
    """Reads or publishes the Upload with this number; the state it ended in. Safe to run again."""
    upload = work_on_upload(number)
    return str(upload.state) if upload is not None else "busy"


@task()
def fetch(number: int) -> str:
    """Fetches the Harvest with this number, if its time has come, and says when to come again."""
    harvest = Harvest.objects.filter(pk=number).first()
    if harvest is None or not harvest.active:
        return "off"
    if harvest.next_at <= timezone.now():
        harvest = run_harvest(number)
    if not is_queued(fetch, number, until=harvest.next_at + 2 * LATER):
        fetch.using(run_after=harvest.next_at + LATER).enqueue(number)
    return harvest.outcome


def send_to_worker(upload: Upload) -> None:
    """Hands an upload to the worker, unless it is on its way already."""
    if not is_queued(work_on, upload.pk):
        work_on.enqueue(upload.pk)


def take_up_again() -> int:
    """Sends what killed workers left, and harvests whose time has passed, on its way again; how many those were."""
    cancel_forgotten()
    lost = lost_uploads(work_on)
    for upload in lost:
        work_on.enqueue(upload.pk)
    overdue = overdue_harvests(fetch)
    for harvest in overdue:
        fetch.enqueue(harvest.pk)
    return len(lost) + len(overdue)
