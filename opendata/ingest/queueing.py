"""What waits for a worker, what has one, and what was lost with a worker that was killed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.kit.schemas import current_schema
from cms.kit.tasks import TOWN_KEY
from opendata.ingest.actions.moving import is_at_work
from opendata.ingest.models import Harvest, Upload


def is_queued(task: Any, number: int, until: datetime | None = None) -> bool:
    """Whether a task with this number waits for a worker; `until`: one that may run by then."""
    rows = DBTaskResult.objects.filter(
        task_path=task.module_path,
        status=TaskResultStatus.READY,
        args_kwargs__args=[number],
        **{f"args_kwargs__{TOWN_KEY}": current_schema()},
    )
    if until is not None:
        # The library's word for "at once" is the end of time.
        rows = rows.filter(Q(run_after__lte=until) | Q(run_after=get_date_max()))
    return bool(rows.exists())


def is_lost(task: Any, upload: Upload) -> bool:
    """Its turn is a worker's, and there is neither a worker at it nor a task that waits: the worker was killed."""
    return upload.is_working and not is_at_work(upload.pk) and not is_queued(task, upload.pk)


def lost_uploads(task: Any) -> list[Upload]:
    """All of them in this municipality."""
    return [upload for upload in Upload.objects.working() if is_lost(task, upload)]


def overdue_harvests(task: Any) -> list[Harvest]:
    """Harvests that should have been fetched and for which no task waits."""
    now = timezone.now()
    return [harvest for harvest in Harvest.objects.due(now) if not is_queued(task, harvest.pk, until=now)]
