"""Background tasks that know their municipality.

Tasks are rows of the shared schema, written in the transaction of whoever enqueues them: an undone transaction takes
its tasks along. Each row carries the schema of its municipality, and the worker enters it before it runs the task.
Tasks must be idempotent: a worker that dies leaves a task to be run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django_tasks.signals import task_finished, task_started
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.compat import normalize_json
from django_tenants.utils import get_public_schema_name, get_tenant_model

from cms.kit.schemas import current_schema, town_connection

if TYPE_CHECKING:
    # The backend is made while the apps are still loading, when models cannot be imported.
    from django_tasks_db.models import DBTaskResult

TOWN_KEY = "municipality"


class TownTaskBackend(DatabaseBackend):
    """The database backend; adds the current municipality to each task's row."""

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> DBTaskResult[Any, Any]:
        from django_tasks_db.models import DBTaskResult

        # As the package does it, with the municipality in the one INSERT: an UPDATE behind it would be one more query
        # in every transaction that writes mail.
        made: DBTaskResult[Any, Any] = DBTaskResult.objects.create(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs, TOWN_KEY: current_schema()}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after,
            backend_name=self.alias,
        )
        return made


# Connected to any sender: the worker names the backend in some places and its class in others.
@receiver(task_started)
def enter_municipality(task_result: Any, **_kwargs: Any) -> None:
    """Before a task: the connection moves into the municipality its row names; one that is gone fails the task."""
    schema = task_result.db_result.args_kwargs.get(TOWN_KEY) or get_public_schema_name()
    town_connection.set_schema_to_public()
    if schema != get_public_schema_name():
        town_connection.set_tenant(get_tenant_model().objects.get(schema_name=schema))


@receiver(task_finished)
def leave_municipality(**_kwargs: Any) -> None:
    """After a task, failed or not: back to the shared schema."""
    town_connection.set_schema_to_public()
