"""A newer file on a standing dataset: what is remembered, what is shown before it replaces anything, what breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from opendata.catalog.models import Dataset
from opendata.ingest.actions import decide, read_again, request_publication, work_on_upload
from opendata.ingest.choices import ChangeKind, Farewell, UploadState
from opendata.ingest.errors import UploadRefused
from opendata.ingest.matching import match_columns
from opendata.ingest.models import ColumnChange, Upload
from opendata.ingest.noticing import notices_of_uploads
from opendata.tables.contract import FieldType
from opendata.tables.models import Collection
from tests.factories.uploads import BENCHES, inspect, publish, publish_file
from tests.opendata.ingest.test_uploads import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared."""
    with override("en"):
        yield


NEWER = "code,kind,seats,made\nB1,Παγκάκι,5,2020-05-01\nB3,Κάθισμα,1,2022-07-03\nB4,Παγκάκι,2,2024-01-01\n"


def counts(upload: Upload) -> tuple[int, int, int]:
    return tuple(upload.comparison[kind] for kind in ("added", "changed", "removed"))  # type: ignore[return-value]  # three of them


def test_the_difference_is_known_before_anything_is_replaced() -> None:
    dataset = publish_file()
    upload = inspect(NEWER, dataset=dataset)
    assert counts(upload) == (1, 1, 1)
    assert upload.comparison["changed_rows"] == [
        {"key": "B1", "values": [["seats", "3", "5"]], "moved": False}
    ]
    assert [row["key"] for row in upload.comparison["added_rows"]] == ["B4"]
    assert [row["key"] for row in upload.comparison["removed_rows"]] == ["B2"]
    assert [code for code, _seats in shelf("benches", "code", "seats")] == ["B1", "B2", "B3"]
    published = publish(upload)
    assert published.revision == 2
    assert shelf("benches", "code", "seats") == [("B1", 5), ("B3", 1), ("B4", 2)]


def test_columns_with_the_most_changes_are_told_first() -> None:
    dataset = publish_file("code,kind,seats,lon,lat\nB1,a,1,24,38\nB2,a,2,24,38\nB3,a,3,24,38\n")
    newer = "code,kind,seats,lon,lat\nB1,a,4,24,38\nB2,b,,24,38.1\nB3,a,5,24,38\nB4,c,6,24,38\n"
    upload = inspect(newer, dataset=dataset)
    assert upload.comparison["changed_in"] == [["seats", 3], ["kind", 1], ["lat", 1], ["", 1]]


def test_rows_keep_their_ids_through_the_key() -> None:
    dataset = publish_file()
    before = dict(shelf("benches", "code", "rowid"))
    publish(inspect(NEWER, dataset=dataset))
    after = dict(shelf("benches", "code", "rowid"))
    assert (after["B1"], after["B3"]) == (before["B1"], before["B3"])
    assert after["B4"] not in before.values()


def test_the_same_file_again_changes_nothing() -> None:
    dataset = publish_file()
    upload = inspect(BENCHES, dataset=dataset)
    assert counts(upload) == (0, 0, 0)
    assert publish(upload).revision == 1


def test_columns_named_like_the_portals_own_have_newer_states_too() -> None:
    header = "code,FID,key,since,until,seq,rowid,oid"
    dataset = publish_file(f"{header}\nB1,1,a,2020,2021,7,8,9\nB2,2,b,2020,2021,7,8,9\n", "own.csv")
    upload = inspect(
        f"{header}\nB1,1,a,2020,2022,7,8,9\nB3,3,c,2020,2021,7,8,9\n", "own.csv", dataset=dataset
    )
    assert counts(upload) == (1, 1, 1)
    assert upload.comparison["changed_rows"] == [
        {"key": "B1", "values": [["until_", "2021", "2022"]], "moved": False}
    ]
    assert publish(upload).revision == 2


def test_what_was_decided_survives_the_next_file() -> None:
    first = inspect()
    columns = [
        replace(
            column,
            key="places" if column.source == "seats" else column.key,
            type=FieldType.TEXT if column.source == "seats" else column.type,
            titles={"el": "Θέσεις", "en": "Places"} if column.source == "seats" else column.titles,
            private=column.source == "made",
        )
        for column in first.decided.columns
    ]
    decide(first, by=None, decisions=replace(first.decided, columns=tuple(columns), key_columns=("code",)))
    dataset = publish(first).dataset
    assert dataset is not None
    upload = inspect(NEWER, dataset=dataset)
    seats = upload.decided.columns[2]
    assert (seats.key, seats.type, seats.titles["el"]) == ("places", FieldType.TEXT, "Θέσεις")
    assert upload.decided.columns[3].private
    assert upload.decided.key_columns == ("code",)
    assert not match_columns(upload).breaks()
    assert counts(upload) == (1, 1, 1)


def test_words_of_the_catalogue_stay_as_editors_have_written_them() -> None:
    dataset = publish_file()
    Dataset.objects.filter(pk=dataset.pk).update(titles={"el": "Παγκάκια της πόλης"})
    dataset.refresh_from_db()
    publish(inspect(NEWER, dataset=dataset))
    dataset.refresh_from_db()
    assert dataset.titles == {"el": "Παγκάκια της πόλης"}


def test_a_column_that_is_gone_must_be_answered_for() -> None:
    dataset = publish_file()
    upload = inspect("code,kind,made\nB1,Παγκάκι,2020-05-01\n", dataset=dataset)
    assert [field.name for field in match_columns(upload).gone] == ["seats"]
    with pytest.raises(UploadRefused) as refused:
        request_publication(upload, by=None)
    assert refused.value.field == "farewell-seats"


def answered(upload: Upload, **farewells: str) -> Upload:
    """Answered, and compared again as the review page does."""
    decide(upload, by=None, farewells=farewells)
    read_again(upload, by=None, changes={})
    done = work_on_upload(upload.pk)
    assert done is not None
    assert done.state == UploadState.INSPECTED
    return done


def fields_of(dataset: Dataset) -> list[str]:
    return [field["name"] for field in Collection.objects.get(dataset=dataset).fields]


def test_a_kept_column_stays_empty_and_its_leaving_is_announced() -> None:
    dataset = publish_file()
    upload = inspect("code,kind,made\nB1,Παγκάκι,2020-05-01\n", dataset=dataset)
    publish(answered(upload, seats=Farewell.KEEP))
    assert "seats" in fields_of(dataset)
    assert shelf("benches", "code", "seats") == [("B1", None)]
    change = ColumnChange.objects.get(dataset=dataset)
    assert (change.column, change.kind, change.revision) == ("seats", ChangeKind.LEAVING, 2)
    assert [(notice.column, notice.kind) for notice in notices_of_uploads(dataset.name)] == [
        ("seats", "leaving")
    ]
    assert timedelta(days=80) < change.sunset_at - change.announced_at < timedelta(days=100)


def test_on_the_announced_day_the_column_goes_without_another_question() -> None:
    dataset = publish_file()
    without = "code,kind,made\nB1,Παγκάκι,2020-05-01\n"
    publish(answered(inspect(without, dataset=dataset), seats=Farewell.KEEP))
    again = inspect(without.replace("B1", "B9"), dataset=dataset)
    assert again.farewells == {"seats": Farewell.KEEP}
    publish(again)
    assert ColumnChange.objects.filter(dataset=dataset).count() == 1
    ColumnChange.objects.filter(dataset=dataset).update(sunset_at=timezone.now())
    publish(inspect(without, dataset=dataset))
    assert "seats" not in fields_of(dataset)
    assert ColumnChange.objects.filter(dataset=dataset, kind=ChangeKind.DROPPED).count() == 1


def test_a_column_that_is_back_is_no_longer_announced() -> None:
    dataset = publish_file()
    without = "code,kind,made\nB1,Παγκάκι,2020-05-01\n"
    publish(answered(inspect(without, dataset=dataset), seats=Farewell.KEEP))
    publish(inspect(NEWER, dataset=dataset))
    assert ColumnChange.objects.get(dataset=dataset).withdrawn_at is not None
    assert notices_of_uploads(dataset.name) == []


def test_a_dropped_column_is_gone_at_once_and_told() -> None:
    dataset = publish_file()
    upload = inspect("code,kind,made\nB1,Παγκάκι,2020-05-01\n", dataset=dataset)
    publish(answered(upload, seats=Farewell.DROP))
    assert fields_of(dataset) == ["code", "kind", "made"]
    change = ColumnChange.objects.get(dataset=dataset)
    assert (change.kind, change.sunset_at) == (ChangeKind.DROPPED, change.announced_at)


def test_another_type_breaks_and_is_told() -> None:
    dataset = publish_file()
    upload = inspect(NEWER, dataset=dataset)
    columns = [
        replace(column, type=FieldType.NUMBER) if column.key == "seats" else column
        for column in upload.decided.columns
    ]
    decide(upload, by=None, decisions=replace(upload.decided, columns=tuple(columns)))
    with pytest.raises(UploadRefused, match="difference"):
        request_publication(upload, by=None)
    publish(answered(upload))
    assert ColumnChange.objects.get(dataset=dataset).kind == ChangeKind.RETYPED


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("first", "second", "key", "epsg", "difference"),
    [
        (
            "business/uk_fsa_approved_food_2022-02.csv",
            "business/uk_fsa_approved_food_2022-03.csv",
            "app_no",
            27700,
            (34, 33),
        ),
        (
            "parking/cambridge_metered_parking_spaces_2026-06.geojson",
            "parking/cambridge_metered_parking_spaces.geojson",
            "space_id",
            None,
            (18, 0),
        ),
    ],
)
def test_pairs_of_real_files_give_the_right_difference(  # noqa: PLR0917
    realdata: Any, first: str, second: str, key: str, epsg: int | None, difference: tuple[int, int]
) -> None:
    upload = inspect((realdata / first).read_bytes(), first)
    decided = upload.decided
    assert decided.position is not None
    position = replace(decided.position, epsg=epsg or decided.position.epsg)
    keys = tuple(column.key for column in decided.columns if column.key in (key, "appno"))
    decide(upload, by=None, decisions=replace(decided, position=position, key_columns=keys))
    dataset = publish(upload).dataset
    newer = inspect((realdata / second).read_bytes(), second, dataset=dataset)
    assert (newer.comparison["added"], newer.comparison["removed"]) == difference
    rows = Collection.objects.get(dataset=dataset).row_count
    publish(newer)
    assert Collection.objects.get(dataset=dataset).row_count == rows + difference[0] - difference[1]
