"""The night's chores and the rounds of every minute, as tasks that come again by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from django_tenants.utils import get_public_schema_name, schema_context

from cms.municipalities.chores import do_chores_everywhere, do_rounds_everywhere

HOUR = 3
PRIORITY = -40
ROUND_EVERY = timedelta(minutes=1)
ROUND_PRIORITY = 20
# A row a minute would fill the table of tasks; those that went well are of no interest after an hour.
KEEP_ROUNDS = timedelta(hours=1)


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


@task(priority=ROUND_PRIORITY)
def do_rounds() -> dict[str, dict[str, str]]:
    """The rounds of all municipalities; whatever becomes of them, the next minute has its own."""
    try:
        return do_rounds_everywhere()
    finally:
        with schema_context(get_public_schema_name()):
            see_to_rounds()


def see_to_rounds() -> None:
    """One such task waits for the coming minute, and no second one. In the shared schema."""
    rows = DBTaskResult.objects.filter(task_path=do_rounds.module_path)
    rows.filter(status="SUCCESSFUL", finished_at__lt=timezone.now() - KEEP_ROUNDS).delete()
    if not rows.filter(status="READY").exists():
        do_rounds.using(run_after=timezone.now() + ROUND_EVERY).enqueue()
