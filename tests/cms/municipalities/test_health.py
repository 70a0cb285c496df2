"""What a supervisor asks, at any host name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

pytestmark = pytest.mark.django_db
ANYWHERE = Client(SERVER_NAME="10.0.0.7")


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    """What waits since the towns were made is not what these tests are about."""
    DBTaskResult.objects.all().delete()


def waiting_task(minutes: int) -> DBTaskResult:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="none",
        backend_name="default",
        run_after=timezone.now(),
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes))
    return task


def test_a_live_process_says_so_at_any_host() -> None:
    assert ANYWHERE.get("/healthz").content == b"ok\n"


def test_a_portal_whose_parts_all_work_is_ready() -> None:
    answer = ANYWHERE.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "storage": True, "worker": True})


@pytest.mark.parametrize(("minutes", "status"), [(1, 200), (6, 503)])
def test_a_task_that_nobody_takes_means_that_the_worker_is_missing(minutes: int, status: int) -> None:
    waiting_task(minutes)
    answer = ANYWHERE.get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (status, status == 200)


def test_metrics_count_the_tasks_by_state() -> None:
    waiting_task(1)
    assert 'portal_tasks{state="ready"} 1' in ANYWHERE.get("/metrics").content.decode()


@pytest.mark.parametrize(
    "asker", [{"REMOTE_ADDR": "192.0.2.4"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.4"}]
)
def test_metrics_are_not_for_the_public(asker: dict[str, str]) -> None:
    assert ANYWHERE.get("/metrics", **asker).status_code == 404
