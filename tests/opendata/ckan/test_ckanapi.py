"""The real client of CKAN's API reads the catalogue and the rows over a socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckanapi import NotFound, RemoteCKAN, ValidationError
from ckanapi.errors import CKANAPIError, SearchQueryError

from cms.municipalities.models import Domain
from opendata.tables.actions import ensure_collection, republish
from tests.factories.catalog import described
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def publish(enter: Callable[[Register], Register], town: Any) -> Callable[[int], None]:
    """Brings a described register of points to some number of rows."""
    trees = enter(register())
    ensure_collection(trees.definition)

    def to(rows: int) -> None:
        trees.put_points(rows)
        republish(trees.name, by=None)
        described(trees.name)

    return to


@pytest.fixture
def address(live_server: Any, town: Any) -> str:
    """Where the town answers over a socket."""
    Domain.objects.get_or_create(domain="localhost", defaults={"tenant": town, "is_primary": False})
    return f"http://localhost:{live_server.thread.port}"


@pytest.mark.parametrize("get_only", [False, True], ids=["post", "get"])
def test_the_client_finds_a_dataset_and_reads_its_rows(
    address: str, publish: Callable[[int], None], get_only: bool
) -> None:
    publish(250)
    portal = RemoteCKAN(address, get_only=get_only)
    assert portal.action.site_read() is True
    assert portal.action.status_show()["extensions"] == ["datastore"]
    assert "test-trees" in portal.action.package_list()
    found = portal.action.package_search(q="δεντρα", fq="name:test-trees", rows=5)
    assert (found["count"], len(found["results"])) == (1, 1)
    package = portal.action.package_show(id="test-trees")
    assert package == portal.action.package_show(id=package["id"])
    assert package["num_resources"] == len(package["resources"]) == 3
    assert {tag["name"] for tag in package["tags"]} == {"δέντρα", "πόλη", "trees", "city"}
    csv = next(one for one in package["resources"] if one["format"] == "CSV")
    assert portal.action.resource_show(id=csv["id"]) == csv
    pines = portal.action.datastore_search(
        resource_id=csv["id"], filters='{"species": "Πεύκο"}', limit=1000, sort="girth desc"
    )
    assert pines["total"] == len(pines["records"]) == 84
    assert {row["species"] for row in pines["records"]} == {"Πεύκο"}
    girths = [row["girth"] for row in pines["records"]]
    assert girths == sorted(girths, reverse=True)


def all_ids(portal: RemoteCKAN, limit: int, **conditions: str) -> list[int]:
    """The id of every row that matches, page by page."""
    read: list[int] = []
    while True:
        page = portal.action.datastore_search(
            resource_id="test-trees", limit=limit, offset=len(read), **conditions
        )
        if not page["records"]:
            assert page["total"] == len(read)
            return read
        read += [row["_id"] for row in page["records"]]


NUMBERS = [0, 1, 10, 1_000, 1_001, pytest.param(100_000, marks=[pytest.mark.proof, pytest.mark.large])]


@pytest.mark.parametrize("rows", NUMBERS)
def test_the_client_reads_back_exactly_all_rows(
    address: str, publish: Callable[[int], None], rows: int
) -> None:
    publish(rows)
    portal = RemoteCKAN(address)
    limit = 400 if rows < 10_000 else 10_000
    assert sorted(all_ids(portal, limit)) == list(range(1, rows + 1))
    pines = [n for n in range(1, rows + 1) if n % 3 == 1]
    assert sorted(all_ids(portal, limit, filters='{"species": "Πεύκο"}')) == pines


def test_the_client_understands_what_is_refused(address: str, publish: Callable[[int], None]) -> None:
    publish(1)
    portal = RemoteCKAN(address)
    with pytest.raises(NotFound):
        portal.action.package_show(id="nothing-like-it")
    with pytest.raises(NotFound):
        portal.action.datastore_search(resource_id="nothing-like-it")
    with pytest.raises(NotFound):
        portal.action.package_delete(id="test-trees")
    with pytest.raises(ValidationError) as told:
        portal.action.datastore_search(resource_id="test-trees", filters='{"colour": "red"}')
    assert told.value.error_dict["filters"] == ['field "colour" not in table']
    with pytest.raises(ValidationError):
        portal.action.package_show()
    with pytest.raises(SearchQueryError):
        portal.action.package_search(fq="nonsense:1")
    with pytest.raises(CKANAPIError):
        portal.action.datastore_search_sql(sql="SELECT 1")
