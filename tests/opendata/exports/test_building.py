"""When files are made, what a dead worker leaves, and which are kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.media.contract import private_storage
from opendata.catalog.models import Dataset
from opendata.exports import building
from opendata.exports.actions import order_files
from opendata.exports.building import build_now, step
from opendata.exports.choices import MOVES, Reason, State
from opendata.exports.errors import BadMove
from opendata.exports.files import building_lock, sweep_collections, work_folder
from opendata.exports.formats import FORMATS
from opendata.exports.lost import take_lost
from opendata.exports.models import Export, Order
from opendata.exports.reading import NotPublished, standing_manifest
from opendata.tables.actions import publish_rows
from opendata.tables.models import Collection
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def due_now() -> None:
    Order.objects.update(due_at=timezone.now())


def change(forest: Register, rowid: int) -> None:
    forest.put([{"rowid": rowid, "geom": "POINT(24 38)", "species": f"Άλλο {rowid}"}])
    publish_rows(forest.name, [rowid], by=None)


def collection_of(entered: Register) -> Collection:
    return Collection.objects.select_related("dataset").named(entered.name).get()


def run_to_the_end(collection: Collection) -> int:
    """Steps as the worker takes them; how many there were."""
    steps = 1
    while step(collection.pk):
        steps += 1
    return steps


def test_a_burst_of_edits_is_one_order_and_one_task(forest: Register) -> None:
    Order.objects.all().delete()
    before = DBTaskResult.objects.count()
    for rowid in (1, 2, 3):
        change(forest, rowid)
    order = Order.objects.get()
    assert order.due_at > timezone.now()
    (task,) = list(DBTaskResult.objects.order_by("-enqueued_at")[: DBTaskResult.objects.count() - before])
    assert (task.run_after, task.priority < 0) == (order.due_at, True)
    assert step(order.collection_id) is False
    assert not Export.objects.exists()


def test_an_edit_while_an_order_stands_costs_one_query(forest: Register, count_queries: Any) -> None:
    collection = collection_of(forest)
    with count_queries() as queries:
        order_files(collection.pk)
    assert [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]][1:] == []


@pytest.mark.parametrize(("together", "steps"), [(20_000, 1), (100, len(FORMATS))])
def test_the_worker_builds_all_formats_of_a_small_table_in_a_step_and_of_a_large_one_a_step_each(
    forest: Register, settings: Any, together: int, steps: int
) -> None:
    settings.EXPORTS = {"together": together}
    collection = collection_of(forest)
    change(forest, 1)
    due_now()
    assert run_to_the_end(collection) == 1 + steps
    collection.refresh_from_db()
    assert set(Export.objects.values_list("format", "revision", "state")) == {
        (name, collection.revision, State.READY) for name in FORMATS
    }
    assert not Order.objects.exists()
    assert not work_folder(forest.name).exists()
    assert step(collection.pk) is False


def test_files_that_stand_are_not_made_again(forest: Register) -> None:
    build_now(forest.name, ["csv"])
    made = Export.objects.get().built_at
    order_files(collection_of(forest).pk)
    due_now()
    run_to_the_end(collection_of(forest))
    assert Export.objects.get(format="csv").built_at == made
    assert Export.objects.ready().count() == len(FORMATS)


def test_a_register_that_changes_all_day_waits_the_interval(forest: Register) -> None:
    build_now(forest.name, ["csv"])
    Order.objects.all().delete()
    change(forest, 1)
    assert Order.objects.get().due_at > timezone.now() + timedelta(minutes=15)


def test_an_edit_during_the_reading_is_built_later(forest: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = collection_of(forest)
    due_now()
    read = building.read_collection

    def read_while_somebody_edits(*arguments: Any) -> Any:
        manifest = read(*arguments)
        change(forest, 1)
        return manifest

    monkeypatch.setattr(building, "read_collection", read_while_somebody_edits)
    assert step(collection.pk) is True
    assert set(Export.objects.values_list("revision", flat=True)) == {1}
    assert Order.objects.get().due_at > timezone.now() + timedelta(minutes=15)


def test_an_edit_between_two_formats_changes_none_of_them(forest: Register, settings: Any) -> None:
    settings.EXPORTS = {"together": 0}
    collection = collection_of(forest)
    due_now()
    step(collection.pk)
    step(collection.pk)
    forest.drop(range(1, 101))
    publish_rows(forest.name, list(range(1, 101)), by=None)
    run_to_the_end(collection)
    files = {export.format: Path(export.file.path) for export in Export.objects.filter(revision=1)}
    assert set(files) == set(FORMATS)
    assert len(files["csv"].read_text(encoding="utf-8").splitlines()) == 251
    assert files["geojson"].read_text(encoding="utf-8").count('"Feature"') == 250


def test_what_a_dead_worker_left_is_gone_on_with(forest: Register) -> None:
    collection = collection_of(forest)
    due_now()
    step(collection.pk)
    # The worker began a file and was killed: the row says so, and half a file lies about.
    Export.objects.filter(format="csv").update(state=State.BUILDING, attempts=1)
    half = work_folder(forest.name) / "half.csv"
    half.write_text("half")
    run_to_the_end(collection)
    assert Export.objects.ready().count() == len(FORMATS)
    assert not half.exists()


def test_a_writer_that_is_killed_leaves_no_file(forest: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = building.run_writers

    def kill_it(reading: Path, targets: dict[str, Path]) -> Any:
        targets["csv"].write_text("half a file")
        return begun(reading, {"no-such-format": targets["csv"]})

    monkeypatch.setattr(building, "run_writers", kill_it)
    (export,) = build_now(forest.name, ["csv"])
    assert (export.state, export.error, export.sha256) == (State.FAILED, Reason.BROKEN, "")
    assert list(Path(private_storage().path(f"exports/{forest.name}")).glob("**/*.csv")) == []


def test_a_format_that_takes_the_process_down_does_not_take_the_others_with_it(
    forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = building.run_writers

    def die_over_parquet(reading: Path, targets: dict[str, Path]) -> Any:
        names = {"no-such-format" if name == "parquet" else name: path for name, path in targets.items()}
        return run(reading, names)

    monkeypatch.setattr(building, "run_writers", die_over_parquet)
    build_now(forest.name)
    states = dict(Export.objects.values_list("format", "state"))
    assert states.pop("parquet") == State.FAILED
    assert set(states.values()) == {State.READY}


def test_a_file_that_takes_its_worker_down_is_given_up(forest: Register) -> None:
    collection = collection_of(forest)
    due_now()
    step(collection.pk)
    Export.objects.filter(format="csv").update(state=State.BUILDING, attempts=2)
    run_to_the_end(collection)
    assert Export.objects.get(format="csv").error == Reason.BROKEN
    assert Export.objects.ready().count() == len(FORMATS) - 1


def test_a_lost_reading_is_made_again(forest: Register) -> None:
    collection = collection_of(forest)
    due_now()
    step(collection.pk)
    (work_folder(forest.name) / "reading.json").write_text("{")
    run_to_the_end(collection)
    assert Export.objects.ready().count() == len(FORMATS)


def test_lost_work_is_found_once(forest: Register) -> None:
    collection = collection_of(forest)
    assert take_lost() == []
    Order.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert take_lost() == [collection.pk]
    assert take_lost() == []


def test_two_workers_do_not_build_the_same_collection(forest: Register) -> None:
    collection = collection_of(forest)
    due_now()
    other = connection.copy()
    key = f"exports {connection.schema_name} {collection.pk}"
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
        with building_lock(collection.pk) as mine:
            assert not mine
        assert step(collection.pk) is False
        assert build_now(forest.name) == []
    finally:
        other.close()
    assert step(collection.pk) is True


def test_the_newest_file_and_two_earlier_ones_are_kept(forest: Register) -> None:
    for rowid in range(1, 6):
        change(forest, rowid)
        build_now(forest.name, ["csv"])
    build_now(forest.name, ["geojson"])
    kept = Export.objects.filter(format="csv").newest_first()
    assert [export.revision for export in kept] == [6, 5, 4]
    on_disk = {path.parent.name for path in Path(private_storage().path("exports")).glob("*/*/*.csv")}
    assert on_disk == {"4", "5", "6"}


def test_how_many_are_kept_is_a_setting(forest: Register, settings: Any) -> None:
    settings.EXPORTS = {"keep_earlier": 0}
    build_now(forest.name, ["csv"])
    change(forest, 1)
    build_now(forest.name, ["csv"])
    assert [export.revision for export in Export.objects.all()] == [2]


def test_the_last_good_file_outlives_newer_failures(
    forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_now(forest.name, ["csv"])
    run = building.run_writers
    monkeypatch.setattr(
        building, "run_writers", lambda reading, _targets: run(reading, {"no-such-format": reading / "x"})
    )
    for rowid in range(1, 6):
        change(forest, rowid)
        (export,) = build_now(forest.name, ["csv"])
        assert export.state == State.FAILED
    kept = Export.objects.ready().get()
    assert (kept.revision, Path(kept.file.path).is_file()) == (1, True)
    # Of the failures, the newest is told; the others are of no use.
    assert Export.objects.exclude(state=State.READY).get().revision == 6


def test_files_without_a_row_are_removed(forest: Register) -> None:
    stray = Path(private_storage().path(f"exports/{forest.name}/99/stray.csv"))
    stray.parent.mkdir(parents=True)
    stray.write_text("x")
    gone = Path(private_storage().path("exports/no-such-collection/1/x.csv"))
    gone.parent.mkdir(parents=True)
    gone.write_text("x")
    build_now(forest.name, ["csv"])
    sweep_collections()
    assert not stray.exists()
    assert not gone.parent.parent.exists()
    assert Path(Export.objects.get().file.path).is_file()


def test_a_withdrawn_dataset_is_not_built(forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    due_now()
    assert step(collection_of(forest).pk) is False
    assert not Export.objects.exists()
    assert not Order.objects.exists()
    with pytest.raises(NotPublished):
        build_now(forest.name)


def test_a_dataset_that_is_opened_gets_its_files(forest: Register) -> None:
    dataset = Dataset.objects.get(name=forest.name)
    dataset.published = False
    dataset.save()
    Order.objects.all().delete()
    dataset.published = True
    dataset.save()
    assert Order.objects.get().collection_id == collection_of(forest).pk


def test_the_state_only_moves_along_the_table(forest: Register) -> None:
    (export,) = build_now(forest.name, ["csv"])
    with pytest.raises(BadMove):
        export.move(State.BUILDING)
    assert set(MOVES) == set(State)


def test_a_reading_is_of_one_revision(forest: Register) -> None:
    collection = collection_of(forest)
    due_now()
    step(collection.pk)
    manifest = standing_manifest(work_folder(forest.name))
    assert manifest is not None
    assert (manifest["description"]["revision"], manifest["measured"]["rows"]) == (1, 250)
    assert manifest["measured"]["without_place"] == 25


def test_the_command_builds_what_it_is_asked_for(
    forest: Register, town: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command(
        "build_exports", municipality=town.schema_name, collection=[forest.name], formats=["csv", "parquet"]
    )
    assert {export.format for export in Export.objects.ready()} == {"csv", "parquet"}
    assert f"{forest.name} 1 csv" in capsys.readouterr().out


def test_a_writer_that_takes_too_long_is_stopped_with_all_it_started(forest: Register, settings: Any) -> None:
    settings.EXPORTS = {"time_limit": timedelta(seconds=0)}
    (export,) = build_now(forest.name, ["xlsx"])
    assert (export.state, export.error) == (State.FAILED, Reason.TOO_SLOW)
