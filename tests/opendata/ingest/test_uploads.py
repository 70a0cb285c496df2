"""The life of an upload: from the file to the shelf, with all that can come between."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from cms.audit.models import Deed
from cms.kit.schemas import current_schema
from cms.municipalities.chores import do_chores
from opendata.catalog.models import Dataset
from opendata.ingest.actions import (
    cancel_upload,
    decide,
    read_again,
    request_publication,
    work_on_upload,
)
from opendata.ingest.actions.cancelling import cancel_forgotten
from opendata.ingest.actions.moving import has_staging, is_at_work, move
from opendata.ingest.choices import MOVES, SETTLED, UploadState
from opendata.ingest.errors import UploadRefused
from opendata.ingest.models import Upload
from opendata.ingest.naming import name_from
from opendata.ingest.tasks import take_up_again, work_on
from opendata.tables.contract import FieldType
from opendata.tables.models import Collection
from tests.factories.accounts import make_staff
from tests.factories.tables import register
from tests.factories.uploads import BENCHES, geojson, inspect, publish, publish_file, receive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared."""
    with override("en"):
        yield


def shelf(name: str, *columns: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM shelf_{name.replace('-', '_')} ORDER BY 1")
        return list(cursor.fetchall())


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize(
    ("file_name", "titles", "name"),
    [
        ("δαπάνες_2024.csv", {"el": "Δαπάνες 2024"}, "dapanes-2024"),
        (
            unicodedata.normalize("NFD", "στάσεις-λεωφορείων.csv"),
            {"el": "Στάσεις λεωφορείων"},
            "staseis-leoforeion",
        ),
        ("2024.05 Δαπάνες ΔΕΥΑ.csv", {"el": "2024 05 Δαπάνες ΔΕΥΑ"}, "data-2024-05-dapanes-deva"),
        ("bus_stops.geojson.zip", {"en": "Bus stops"}, "bus-stops"),
        ("dapanes.csv", {"en": "Dapanes"}, "dapanes"),
        (".csv", {}, "dataset"),
    ],
)
def test_the_name_of_a_file_is_a_title_in_the_language_of_its_letters(
    file_name: str, titles: dict[str, str], name: str, language: str
) -> None:
    upload = receive(name=file_name, language=language)
    assert (upload.titles, upload.name) == (titles, name)


@pytest.mark.parametrize("file_name", ["παγκάκια.csv", "benches.csv"])
def test_a_title_in_one_language_is_enough_to_publish(file_name: str) -> None:
    dataset = publish(inspect(name=file_name)).dataset
    assert dataset is not None
    assert len(dataset.titles) == 1


def test_every_state_is_in_the_table_of_moves_and_settled_ones_lead_nowhere() -> None:
    assert set(MOVES) == set(UploadState)
    assert {state for state, moves in MOVES.items() if not moves} == set(SETTLED)


@pytest.mark.parametrize("state", UploadState)
def test_a_move_that_is_not_in_the_table_is_refused(state: UploadState) -> None:
    upload = Upload(state=state)
    if state != UploadState.PUBLISHING:
        with pytest.raises(UploadRefused):
            move(upload, UploadState.PUBLISHED)
    else:
        move(upload, UploadState.PUBLISHED)
        assert upload.is_settled


def test_a_file_becomes_a_dataset_with_its_rows() -> None:
    editor = make_staff()
    upload = inspect(by=editor)
    assert (upload.size, len(upload.sha256), upload.progress) == (len(BENCHES.encode()), 64, 100)
    assert [column.type for column in upload.decided.columns] == [
        FieldType.TEXT,
        FieldType.TEXT,
        FieldType.INTEGER,
        FieldType.DATE,
    ]
    published = publish(upload, by=editor)
    assert published.dataset is not None
    assert (published.revision, published.dataset.name) == (1, "benches")
    assert shelf("benches", "code", "seats") == [("B1", 3), ("B2", 4), ("B3", 1)]
    deeds = Deed.objects.filter(subject_type="opendata_ingest.upload").values_list("verb", "by")
    assert set(deeds) == {("uploaded", editor.pk), ("published", editor.pk)}


def test_after_publication_neither_file_nor_staged_rows_are_left() -> None:
    upload = inspect()
    stored, name = upload.file.storage, upload.file.name
    assert stored.exists(name)
    published = publish(upload)
    assert not published.file
    assert not has_staging(published)


def test_private_columns_are_not_published() -> None:
    upload = inspect()
    decided = upload.decided
    columns = [replace(column, private=column.key == "seats") for column in decided.columns]
    decide(upload, by=None, decisions=replace(decided, columns=tuple(columns)))
    publish(upload)
    assert [field["name"] for field in Collection.objects.get(dataset__name="benches").fields] == [
        "code",
        "kind",
        "made",
    ]


def test_a_file_that_cannot_be_read_is_refused_with_one_sentence() -> None:
    upload = work_on_upload(receive(b"\x00\x01\x02nothing", "holiday.jpg").pk)
    assert upload is not None
    assert upload.state == UploadState.REFUSED
    assert upload.why_refused.endswith(".")
    assert not upload.file
    assert not Dataset.objects.filter(name="holiday").exists()


def test_nothing_is_published_under_a_name_that_is_taken() -> None:
    publish_file()
    upload = inspect()
    decide(upload, by=None)
    Upload.objects.filter(pk=upload.pk).update(name="benches")
    with pytest.raises(UploadRefused) as refused:
        request_publication(upload, by=None)
    assert refused.value.field == "name"


def test_two_public_columns_with_one_key_are_refused_by_the_field() -> None:
    upload = inspect()
    columns = [replace(column, key="same") for column in upload.decided.columns]
    with pytest.raises(UploadRefused) as refused:
        decide(upload, by=None, decisions=replace(upload.decided, columns=tuple(columns)))
    assert refused.value.field == "key-1"


def test_rows_that_all_fail_lead_back_to_the_review() -> None:
    upload = inspect("code,lat,lon\nA,0,0\nB,0,0\n", "zeros.csv")
    done = work_on_upload(request_publication(upload, by=None).pk)
    assert done is not None
    assert done.state == UploadState.INSPECTED
    assert "None of the rows" in done.why_refused
    assert not Dataset.objects.filter(name="zeros").exists()


def test_what_breaks_in_the_middle_leaves_no_half_dataset() -> None:
    upload = inspect()
    request_publication(upload, by=None)
    Upload.objects.filter(pk=upload.pk).update(name="No Name For A Table")
    done = work_on_upload(upload.pk)
    assert done is not None
    assert done.state == UploadState.FAILED
    assert "Traceback" not in done.why_refused
    assert done.why_refused
    assert not Dataset.objects.filter(titles__en="Benches").exists()
    assert done.file


def test_a_failed_upload_can_be_tried_again() -> None:
    upload = inspect()
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.FAILED)
    read_again(upload, by=None, changes={})
    done = work_on_upload(upload.pk)
    assert done is not None
    assert done.state == UploadState.INSPECTED


def test_an_upload_is_cancelled_before_its_turn() -> None:
    upload = cancel_upload(receive(), by=None)
    assert upload.state == UploadState.CANCELLED
    assert work_on_upload(upload.pk).state == UploadState.CANCELLED  # type: ignore[union-attr]  # never None here


def test_a_wish_to_cancel_is_honoured_before_anything_is_published() -> None:
    upload = inspect()
    request_publication(upload, by=None)
    Upload.objects.filter(pk=upload.pk).update(cancel_wanted=True)
    done = work_on_upload(upload.pk)
    assert done is not None
    assert done.state == UploadState.CANCELLED
    assert not Dataset.objects.filter(name="benches").exists()
    assert not has_staging(done)


def test_a_published_upload_cannot_be_cancelled() -> None:
    upload = publish(inspect())
    with pytest.raises(UploadRefused):
        cancel_upload(upload, by=None)


def another_worker(number: int) -> psycopg.Connection[Any]:
    """A process of its own that holds the upload."""
    known = connection.get_connection_params()
    wanted = ("host", "port", "dbname", "user", "password")
    other = psycopg.connect(**{name: known[name] for name in wanted if name in known}, autocommit=True)
    other.execute("SELECT pg_advisory_lock(hashtext(%s), %s)", [f"ingest {current_schema()}", number])
    return other


def die(other: psycopg.Connection[Any], number: int) -> None:
    """The process is killed; the server notices a moment later."""
    other.close()
    for _try in range(200):
        if not is_at_work(number):
            return
        time.sleep(0.05)


def test_only_one_worker_at_a_time_has_an_upload() -> None:
    upload = receive()
    other = another_worker(upload.pk)
    assert is_at_work(upload.pk)
    assert work_on_upload(upload.pk) is None
    die(other, upload.pk)
    assert work_on_upload(upload.pk).state == UploadState.INSPECTED  # type: ignore[union-attr]  # never None here


def test_cancelling_while_a_worker_is_at_it_leaves_the_end_to_the_worker() -> None:
    upload = receive()
    other = another_worker(upload.pk)
    waiting = cancel_upload(upload, by=None)
    assert (waiting.state, waiting.cancel_wanted) == (UploadState.RECEIVED, True)
    die(other, upload.pk)
    assert work_on_upload(upload.pk).state == UploadState.CANCELLED  # type: ignore[union-attr]  # never None here


@pytest.mark.parametrize("state", [UploadState.INSPECTING, UploadState.PUBLISHING])
def test_what_a_killed_worker_left_is_taken_up_again(state: UploadState) -> None:
    upload = inspect()
    Upload.objects.filter(pk=upload.pk).update(state=state)
    assert take_up_again() == 1
    assert take_up_again() == 0, "it is on its way already"
    assert DBTaskResult.objects.filter(task_path=work_on.module_path).count() == 1
    done = work_on_upload(upload.pk)
    assert done is not None
    assert done.state == {"inspecting": "inspected", "publishing": "published"}[state]


@pytest.mark.django_db(transaction=True)
def test_the_worker_brings_an_upload_to_its_review(town: Any) -> None:
    upload = receive()
    work_on.enqueue(upload.pk)
    call_command("work", "--batch", "--no-startup-delay", verbosity=0)
    connection.set_tenant(town)  # type: ignore[attr-defined]  # what django-tenants adds
    upload.refresh_from_db()
    assert upload.state == UploadState.INSPECTED


def test_what_nobody_decides_about_is_given_up_after_weeks() -> None:
    old, young = inspect(), receive()
    Upload.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=61))
    assert cancel_forgotten() == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, young.state) == (UploadState.CANCELLED, UploadState.RECEIVED)
    assert not old.file


def test_the_rows_of_a_register_come_from_no_file(enter: Any) -> None:
    trees = enter(register())
    dataset = Dataset(name=trees.name)
    with pytest.raises(UploadRefused):
        receive(dataset=dataset)


def test_positions_far_away_are_told_and_do_not_stop_anybody() -> None:
    upload = inspect(geojson(("a", 24.0, 38.0), ("b", 24.1, 38.1)), "places.geojson")
    dataset = publish(upload).dataset
    assert dataset is not None
    assert Collection.objects.get(dataset=dataset).geometry_type == "Point"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Στάσεις λεωφορείων", "staseis-leoforeion"),
        ("Bus stops (2024)", "bus-stops-2024"),
        ("2024", "data-2024"),
        ("Ψυχαγωγία & Χώροι", "psychagogia-choroi"),
        ("!!!", ""),
        ("Ουρανός", "ouranos"),
    ],
)
def test_a_title_becomes_a_name_for_addresses(title: str, name: str) -> None:
    assert name_from(title) == name


def test_a_settled_upload_is_forgotten_after_its_time_and_what_it_published_stays(
    django_capture_on_commit_callbacks: Any,
) -> None:
    old, waiting, young = publish(inspect()), inspect(name="others.csv"), publish(inspect(name="new.csv"))
    long_ago = timezone.now() - timedelta(days=731)
    old.report.save("report.csv", ContentFile(b"row,problem\n"))
    Upload.objects.filter(pk__in=(old.pk, waiting.pk)).update(at=long_ago)
    Upload.objects.filter(pk=old.pk).update(finished_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        assert do_chores()["uploads"].endswith("1 forgotten")
    assert not old.report.storage.exists(old.report.name)
    assert set(Upload.objects.values_list("pk", flat=True)) == {waiting.pk, young.pk}
    assert old.dataset is not None
    assert Collection.objects.get(dataset=old.dataset).row_count == 3
