"""What is done each night: in every municipality, one failure stops no other, and it comes again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from cms.kit.workers import worker_started
from cms.municipalities.chores import do_chores
from cms.municipalities.registry import chores
from cms.municipalities.tasks import do_nightly_chores, see_to_nightly_chores

pytestmark = pytest.mark.django_db


def test_each_chore_runs_in_each_municipality(
    town: Any, other_town: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chores, "_things", {"where": lambda: f"in {connection.schema_name}"})  # type: ignore[attr-defined]  # django-tenants sets it
    call_command("run_retention")
    told = capsys.readouterr().out.splitlines()
    assert f"{town.schema_name}: where: in {town.schema_name}" in told
    assert f"{other_town.schema_name}: where: in {other_town.schema_name}" in told


def test_a_chore_that_fails_undoes_itself_and_stops_no_other(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil() -> str:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE half_done ()")
        raise ValueError("no")

    monkeypatch.setattr(chores, "_things", {"bad": spoil, "good": lambda: "done"})
    assert do_chores() == {"bad": "failed: no", "good": "done"}
    assert "half_done" not in connection.introspection.table_names()


def test_a_worker_that_starts_leaves_one_task_for_the_night(town: Any) -> None:
    worker_started.send(sender=None)
    worker_started.send(sender=None)
    waiting = DBTaskResult.objects.filter(task_path=do_nightly_chores.module_path)
    assert [row.run_after is not None for row in waiting] == [True]
    waiting.update(status="SUCCESSFUL")
    see_to_nightly_chores()
    assert DBTaskResult.objects.filter(task_path=do_nightly_chores.module_path, status="READY").count() == 1
