"""What the worker does with tiles."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.kit.schemas import current_schema
from cms.kit.tasks import TOWN_KEY
from opendata.tiles.baking import bake_tiles

# Other work, such as mail, comes between two parts.
ONE_PART = 500
# Edits that come together are baked together.
PATIENCE = timedelta(seconds=5)


@task(priority=-10)
def bake(name: str) -> int:
    """Makes a part of the absent dense tiles of a collection, and goes on in another task while there are more."""
    made = bake_tiles(name, most=ONE_PART)
    if made == ONE_PART:
        bake.enqueue(name)
    return made


def bake_soon(name: str) -> None:
    """A task for after a publication, called after its commit; nothing where one waits, which will see it."""
    waiting = DBTaskResult.objects.filter(
        status="READY",
        task_path=bake.module_path,
        args_kwargs__contains={"args": [name], TOWN_KEY: current_schema()},
    )
    if not waiting.exists():
        bake.using(run_after=timezone.now() + PATIENCE).enqueue(name)
