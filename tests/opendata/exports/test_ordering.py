"""When files are ordered, and what is said of those that are of an earlier revision."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opendata.catalog.offers import Distribution
from opendata.catalog.registry import facts_reader
from opendata.exports import building, offers
from opendata.exports.building import build_now, put_off_until, step
from opendata.exports.choices import Reason, State
from opendata.exports.models import Export, Order
from opendata.exports.tasks import build_files
from opendata.tables.actions import publish_rows, publish_table
from opendata.tables.contract import CollectionDefinition, GeometryType
from opendata.tables.models import Collection, Revision
from tests.factories.tables import SPECIES, Register, stage

pytestmark = pytest.mark.django_db

NAME = "stops"
PAGE = f"/en/data/{NAME}/?fresh"
LIST = f"/api/v1/collections/{NAME}/exports"
MAY = datetime.fromisoformat("2026-05-02T10:00:00+00:00")


def publish(*species: str) -> Collection:
    """An editor's table with these rows."""
    definition = CollectionDefinition(
        name=NAME,
        titles={"en": "Stops", "el": "Στάσεις"},
        descriptions={},
        fields=[SPECIES],
        geometry_type=GeometryType.NONE,
        rows=lambda ids: pytest.fail("nobody reads a register"),
    )
    rows = [(f"{at}", None, name) for at, name in enumerate(species)]
    publish_table(definition, stage([SPECIES], rows), by=None)
    return Collection.objects.select_related("dataset").named(NAME).get()


@pytest.fixture
def overtaken(town: Any) -> Collection:
    """A CSV file of revision 1 of 2 May, while revision 2 is public."""
    collection = publish("a")
    build_now(NAME, ["csv"])
    Export.objects.update(published_at=MAY, built_at=MAY + timedelta(minutes=3))
    return publish("a", "b") if collection.revision == 1 else pytest.fail("one revision")


def entry(client: Client, language: str = "en") -> dict[str, Any]:
    document = client.get(LIST, headers={"accept": "application/json", "accept-language": language}).json()
    return next(file for file in document["files"] if file["format"] == "csv")


def offer() -> Distribution:
    (found,) = offers.distributions(list(facts_reader().facts([NAME]).values()))[NAME]
    return found


def test_files_of_an_editors_table_are_ordered_at_once_however_new_the_last_ones_are(town: Any) -> None:
    publish("a")
    build_now(NAME, ["csv"])
    Order.objects.all().delete()
    collection = publish("a", "b")
    order = Order.objects.get()
    assert order.due_at <= timezone.now()
    assert DBTaskResult.objects.order_by("-enqueued_at").first().run_after <= timezone.now()
    step(collection.pk)
    assert set(Export.objects.filter(state=State.WAITING).values_list("revision", flat=True)) == {2}


def test_a_publication_moves_a_later_order_forward(town: Any) -> None:
    publish("a")
    Order.objects.update(due_at=timezone.now() + timedelta(minutes=20))
    publish("a", "b")
    assert Order.objects.get().due_at <= timezone.now()


def test_a_table_that_is_published_during_the_reading_is_read_again_at_once(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = publish("a")
    read = building.read_collection

    def read_while_somebody_publishes(*arguments: Any) -> Any:
        manifest = read(*arguments)
        if manifest["description"]["revision"] == 1:
            publish("a", "b")
        return manifest

    monkeypatch.setattr(building, "read_collection", read_while_somebody_publishes)
    while step(collection.pk):
        pass
    assert set(Export.objects.ready().values_list("format", "revision")) == {
        (name, revision) for name in ("csv", "parquet", "xlsx") for revision in (1, 2)
    }


def test_an_order_that_a_build_put_off_has_a_task_of_its_own(
    forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = Collection.objects.named(forest.name).get()
    Order.objects.update(due_at=timezone.now())
    read = building.read_collection

    def read_while_somebody_edits(*arguments: Any) -> Any:
        manifest = read(*arguments)
        forest.drop([1])
        publish_rows(forest.name, [1], by=None)
        return manifest

    monkeypatch.setattr(building, "read_collection", read_while_somebody_edits)
    while step(collection.pk):
        pass
    due = put_off_until(collection.pk)
    assert due is not None
    assert due > timezone.now() + timedelta(minutes=15)
    DBTaskResult.objects.all().delete()
    build_files.func(collection.pk)
    assert [task.run_after for task in DBTaskResult.objects.all()] == [due]


def test_the_list_says_of_which_revision_a_file_is_and_that_a_newer_one_is_made(
    client: Client, overtaken: Collection
) -> None:
    told = entry(client)
    assert (told["revision"], told["published"], told["current"]) == (1, "2026-05-02T10:00:00Z", False)
    assert told["detail"] == "Of revision 1 of 2 May 2026; the file of revision 2 is being made."
    assert (
        entry(client, "el")["detail"]
        == "Της αναθεώρησης 1 της 2 Μαΐου 2026· ετοιμάζεται το αρχείο της αναθεώρησης 2."
    )
    build_now(NAME, ["csv"])
    told = entry(client)
    assert (told["revision"], told["current"], told.get("detail")) == (2, True, None)


@pytest.mark.parametrize(
    ("language", "head", "note"),
    [
        ("en", "Revision 1 of 2 May 2026", "The files of revision 2 are being made."),
        ("el", "Αναθεώρηση 1 της 2 Μαΐου 2026", "Ετοιμάζονται τα αρχεία της αναθεώρησης 2."),
    ],
)
def test_the_page_says_that_its_files_are_earlier_and_offers_csv_as_it_is_now(
    client: Client, overtaken: Collection, language: str, head: str, note: str
) -> None:
    page = client.get(f"/{language}/data/{NAME}/?fresh").content.decode()
    assert [words in page for words in (head, note, f"/api/v1/collections/{NAME}/items?f=csv")] == [True] * 3
    build_now(NAME, ["csv"])
    page = client.get(f"/{language}/data/{NAME}/?fresh").content.decode()
    day = Revision.objects.get(collection=overtaken, number=2).at
    assert (head in page, note in page, f" 2 {'of' if language == 'en' else 'της'} {timezone.localtime(day).day} " in page) == (
        False, False, True,
    )  # fmt: skip


def test_where_the_newer_file_cannot_be_made_the_reason_is_told(
    client: Client, overtaken: Collection
) -> None:
    Export.objects.create(
        collection=overtaken, revision=2, format="csv", published_at=timezone.now(), state=State.FAILED,
        error=Reason.TOO_MANY_COLUMNS,
    )  # fmt: skip
    reason = "There is no file of revision 2: The format does not hold as many columns"
    page = client.get(PAGE).content.decode()
    assert (reason in page, "are being made" in page) == (True, False)
    assert reason in client.get(f"{LIST}?f=html", headers={"accept-language": "en"}).content.decode()
    assert entry(client)["detail"] == str(Reason.TOO_MANY_COLUMNS.label)


def test_the_catalogue_dates_a_file_by_its_own_rows_and_making(overtaken: Collection) -> None:
    found = offer()
    assert (found.issued, found.modified, found.revision) == (MAY, MAY + timedelta(minutes=3), 1)
    assert found.descriptions == {
        "en": "All rows in one file, as they were in revision 1 of 2 May 2026.",
        "el": "Όλες οι γραμμές σε ένα αρχείο, όπως ήταν στην αναθεώρηση 1 της 2 Μαΐου 2026.",
    }


def test_ckan_dates_a_resource_by_its_file(client: Client, overtaken: Collection) -> None:
    package = client.get(f"/api/3/action/package_show?id={NAME}").json()["result"]
    resource = next(one for one in package["resources"] if one["id"].endswith("file-csv"))
    assert (resource["created"][:16], resource["last_modified"][:16]) == (
        "2026-05-02T10:00",
        "2026-05-02T10:03",
    )
