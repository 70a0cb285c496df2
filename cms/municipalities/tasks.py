"""The night's chores as a task that comes again by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from django_tenants.utils import get_public_schema_name, schema_context

from cms.municipalities.chores import do_chores_everywhere

HOUR = 3
PRIORITY = -40


@task(priority=PRIORITY)
def do_nightly_chores() -> dict[str, dict[str, str]]:
    """The chores of all municipalities; then waits for the next night."""
    told = do_chores_everywhere()
    with schema_context(get_public_schema_name()):
        see_to_nightly_chores()
    return told


def see_to_nightly_chores() -> None:
    """One such task waits for the coming night, and no second one. In the shared schema."""
    waiting = DBTaskResult.objects.filter(status="READY", task_path=do_nightly_chores.module_path)
    if waiting.exists():
        return
    now = timezone.localtime()
    coming = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    do_nightly_chores.using(run_after=coming if coming > now else coming + timedelta(days=1)).enqueue()
