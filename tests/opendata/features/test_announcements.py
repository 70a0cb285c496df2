"""Programs are told of columns that leave, in the headers made for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from opendata.exports.building import build_now
from opendata.tables.actions import announce
from opendata.tables.reading import Announcement
from tests.factories.tables import Register
from tests.opendata.features.reading import ITEMS, body

pytestmark = pytest.mark.django_db

HERE = "/api/v1/collections/test-trees"
TOLD_AT = datetime(2026, 1, 1, tzinfo=UTC)
GONE_AT = datetime(2026, 4, 1, tzinfo=UTC)
LINK = '<http://town.test/el/data/test-trees/#columns>; rel="deprecation"; type="text/html"; title="height"'


@pytest.fixture
def leaving(forest: Register) -> Register:
    """The forest, whose column `height` will go."""
    announce(forest.name, [Announcement("height", TOLD_AT, GONE_AT)])
    return forest


def test_a_column_that_leaves_is_announced_with_its_day(client: Client, forest: Register) -> None:
    assert "Deprecation" not in client.get(ITEMS)
    announce(
        forest.name,
        [
            Announcement("height", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)),
            Announcement("girth", datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)),
        ],
    )
    response = client.get(ITEMS)
    assert response["Deprecation"] == f"@{int(datetime(2026, 2, 1, tzinfo=UTC).timestamp())}"
    assert response["Sunset"] == "Fri, 01 May 2026 00:00:00 GMT"
    announce(forest.name, [])
    assert "Deprecation" not in client.get(ITEMS)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?f=html",
        "/schema",
        "/schema?f=html",
        "/queryables",
        "/sortables",
        "/items",
        "/items?f=csv",
        "/items?f=json",
        "/items?f=ndjson",
        "/items?f=html",
        "/items/1",
        "/items/1?f=html",
        "/changes?since=1",
        "/aggregates",
        "/aggregates?f=csv",
        "/aggregates?f=html",
        "/exports",
        "/exports?f=html",
    ],
)
def test_every_answer_with_the_rows_or_their_form_names_the_column_that_leaves(
    client: Client, leaving: Register, address: str
) -> None:
    for ask in (client.get, client.head):
        response = ask(HERE + address)
        body(response)
        assert response.status_code == 200
        assert response["Deprecation"] == f"@{int(TOLD_AT.timestamp())}"
        assert response["Sunset"] == "Wed, 01 Apr 2026 00:00:00 GMT"
        assert response["Link"].endswith(LINK)
    announce(leaving.name, [])
    response = client.get(HERE + address)
    body(response)
    assert "Deprecation" not in response
    assert "deprecation" not in response.get("Link", "")


def test_the_link_stands_beside_that_of_the_next_page(client: Client, leaving: Register) -> None:
    following, told = client.get(f"{ITEMS}?limit=1")["Link"].split(", <")
    assert 'rel="next"' in following
    assert f"<{told}" == LINK


@pytest.mark.parametrize("address", ["", "/schema", "/items", "/items/1", "/changes?since=1", "/aggregates"])
def test_an_answer_that_is_still_true_takes_no_link_away_from_the_kept_one(
    client: Client, leaving: Register, address: str
) -> None:
    tag = client.get(HERE + address)["ETag"]
    response = client.get(HERE + address, headers={"if-none-match": tag})
    assert response.status_code == 304
    assert response["Deprecation"] == f"@{int(TOLD_AT.timestamp())}"
    assert "Link" not in response


def test_the_newest_file_tells_and_one_that_is_kept_for_ever_does_not(
    client: Client, leaving: Register
) -> None:
    (export,) = build_now(leaving.name, ["csv"])
    newest = client.get(f"{HERE}/exports/csv")
    body(newest)
    assert newest["Sunset"] == "Wed, 01 Apr 2026 00:00:00 GMT"
    assert 'rel="collection"' in newest["Link"]
    assert newest["Link"].endswith(LINK)
    of_a_revision = client.get(f"{HERE}/exports/csv?revision=1")
    body(of_a_revision)
    assert "Deprecation" not in of_a_revision
    Path(export.file.path).unlink()


@pytest.mark.parametrize("kind", ["schema", "queryables", "sortables"])
def test_the_schema_marks_the_column_that_leaves_and_no_other(
    client: Client, leaving: Register, kind: str
) -> None:
    properties = client.get(f"{HERE}/{kind}").json()["properties"]
    assert [name for name, entry in properties.items() if entry.get("deprecated")] == ["height"]
    assert properties["height"]["x-sunset"] == "2026-04-01T00:00:00Z"


def test_a_column_that_has_gone_or_is_of_another_type_is_not_marked_as_one_that_will_go(
    client: Client, forest: Register
) -> None:
    announce(
        forest.name,
        [Announcement("girth", TOLD_AT, TOLD_AT), Announcement("left_long_ago", TOLD_AT, GONE_AT)],
    )
    assert "Deprecation" in client.get(f"{HERE}/schema")
    assert not any(
        "deprecated" in entry for entry in client.get(f"{HERE}/schema").json()["properties"].values()
    )
