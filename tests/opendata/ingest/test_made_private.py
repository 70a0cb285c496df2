"""A column that was public and is made private is nowhere to be read any more, not in earlier states and files either."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from cms.media.contract import private_storage
from opendata.catalog.models import Dataset
from opendata.exports.building import build_now, step
from opendata.exports.models import Export, Order
from opendata.ingest.actions import decide, read_again, work_on_upload
from opendata.ingest.choices import Farewell
from opendata.ingest.matching import made_private
from opendata.ingest.models import Upload
from opendata.ingest.office.presenting import difference_of
from opendata.ingest.office.review import Review
from opendata.tables.models import Collection
from tests.factories.uploads import inspect, publish
from tests.opendata.features.reading import body

pytestmark = pytest.mark.django_db

SECRET = "Margaritopoulou"
FIRST = f"code,keeper,seats\nB1,{SECRET},3\nB2,Nobody,4\nB3,{SECRET},5\n"
SECOND = f"code,keeper,seats\nB1,{SECRET},3\nB2,{SECRET},4\nB3,Nobody,5\n"
THIRD = f"code,keeper,seats\nB1,{SECRET},3\nB2,{SECRET},4\nB3,{SECRET},6\n"
API = "/api/v1/collections/benches"


@pytest.fixture(autouse=True)
def _no_files_of_other_tests(town: Any) -> Iterator[None]:
    yield
    shutil.rmtree(Path(private_storage().path("exports")), ignore_errors=True)


def decided(upload: Upload, *, hide: bool = False, **farewells: str) -> Upload:
    """Decided, and compared again as the review page does."""
    columns = tuple(
        replace(column, private=hide and column.source == "keeper") for column in upload.decided.columns
    )
    decisions = replace(upload.decided, columns=columns, key_columns=("code",))
    decide(upload, by=None, decisions=decisions, farewells=farewells)
    read_again(upload, by=None, changes={})
    done = work_on_upload(upload.pk)
    assert done is not None
    return done


@pytest.fixture
def benches(town: Any) -> Dataset:
    """Two revisions whose keepers are public, each with its files."""
    dataset = publish(decided(inspect(FIRST))).dataset
    assert dataset is not None
    build_now("benches", ["csv"])
    publish(decided(inspect(SECOND, dataset=dataset)))
    build_now("benches", ["csv"])
    return dataset


def files() -> list[Path]:
    root = Path(private_storage().path("exports"))
    return [path for path in root.rglob("*") if path.is_file()]


def everything(client: Client) -> dict[str, str]:
    """What the public can ask of the dataset, by address; the present and each earlier state."""
    row = body(client.get(f"{API}/items?f=csv&limit=1")).decode().splitlines()[1].split(",")[0]
    asked = [f"/data/benches/revisions/{number}/" for number in (1, 2, 3)]
    asked += ["/data/benches/", "/data/benches/revisions/", f"{API}/exports"]
    asked += [f"{API}/changes?since={since}" for since in (0, 1, 2)]
    for state in ("", "&revision=1", "&revision=2"):
        asked += [
            f"{API}/items?f={name}{state}"
            for name in ("geojson", "csv", "json", "ndjson", "geojsonseq", "jsonfg")
        ]
        asked += [
            f"{API}/items/{row}?f=geojson{state}",
            f"{API}/items?keeper={SECRET}{state}",
            f"{API}/aggregates?group_by=keeper{state}",
            f"{API}/exports/csv?{state[1:]}",
        ]
    answers = {address: body(client.get(address, follow=True)).decode() for address in asked}
    then = http_date((timezone.now().timestamp()) - 86_400)
    answers["then"] = body(client.get(f"{API}/items?f=geojson", headers={"accept-datetime": then})).decode()
    return answers


def telling(client: Client) -> set[str]:
    """Addresses whose answer has the value; not those that only say again what was asked."""
    return {
        address
        for address, text in everything(client).items()
        if SECRET in text.replace(f"keeper={SECRET}", "")
    }


@pytest.mark.parametrize("farewell", [Farewell.DROP, Farewell.KEEP])
def test_nothing_of_a_column_that_is_made_private_can_be_read(
    client: Client, benches: Dataset, farewell: Farewell, django_capture_on_commit_callbacks: Any
) -> None:
    before = telling(client)
    assert {f"{API}/items?f=geojson&revision=1", f"{API}/exports/csv?revision=1", "then"} <= before
    assert {f"{API}/aggregates?group_by=keeper&revision=1", "/data/benches/revisions/2/"} <= before
    assert len(files()) == 2
    upload = decided(inspect(SECOND, dataset=benches), hide=True, keeper=farewell)
    assert difference_of(upload, Review(upload))["hidden_columns"] == ["keeper"]
    with django_capture_on_commit_callbacks(execute=True):
        publish(upload)
    assert telling(client) == set()
    assert client.get(f"{API}/items?revision=2").status_code == 410
    assert client.get(f"{API}/changes?since=2").status_code == 410
    assert files() == []
    assert not Export.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute('SELECT count(*) FROM "shelf_benches__past"')
        assert cursor.fetchone() == (0,)


def test_files_are_ordered_anew_and_a_reading_of_before_gives_none(benches: Dataset) -> None:
    collection = Collection.objects.get(dataset=benches)
    Order.objects.update_or_create(collection=collection, defaults={"due_at": timezone.now()})
    assert step(collection.pk)
    stale = list(Export.objects.unfinished())[:1]
    assert [export.revision for export in stale] == [2]
    publish(decided(inspect(SECOND, dataset=benches), hide=True, keeper=Farewell.DROP))
    assert Order.objects.filter(collection=collection).exists()
    # What a worker had in hand is written after all; it is not kept.
    Export.objects.bulk_create(stale)
    step(collection.pk)
    assert not Export.objects.exists()
    assert not any(path.suffix == f".{stale[0].kind.extension}" for path in files())


def test_what_stays_private_forgets_nothing_more(benches: Dataset) -> None:
    publish(decided(inspect(SECOND, dataset=benches), hide=True, keeper=Farewell.KEEP))
    later = decided(inspect(THIRD, dataset=benches), hide=True, keeper=Farewell.KEEP)
    assert made_private(later) == []
    publish(later)
    collection = Collection.objects.get(dataset=benches)
    assert (collection.oldest_revision, collection.revision) == (3, 4)


@pytest.mark.parametrize("forgotten", [False, True])
def test_a_column_that_was_public_only_in_an_earlier_state_counts(
    client: Client, benches: Dataset, forgotten: bool
) -> None:
    without = "code,seats\nB1,3\nB2,4\n"
    publish(decided(inspect(without, dataset=benches), keeper=Farewell.DROP))
    assert made_private(inspect(without, dataset=benches)) == []
    if forgotten:
        Upload.objects.all().delete()
    publish(decided(inspect(THIRD, dataset=benches), hide=True))
    assert made_private(decided(inspect(SECOND, dataset=benches), hide=True)) == []
    assert Collection.objects.get(dataset=benches).oldest_revision == 4
    assert telling(client) == set()


def test_a_column_that_was_private_from_the_start_forgets_nothing() -> None:
    dataset = publish(decided(inspect(FIRST), hide=True)).dataset
    assert made_private(decided(inspect(SECOND, dataset=dataset), hide=True)) == []
