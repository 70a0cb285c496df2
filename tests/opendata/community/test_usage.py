"""Counts of use: of what, at which price, and how little they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from opendata.catalog.models import Dataset
from opendata.community.actions import add_usage
from opendata.community.counting import TALLY
from opendata.community.models import Usage
from opendata.community.reading import by_month, in_words, last_days
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> Iterator[None]:
    TALLY._counts.clear()
    yield
    TALLY._counts.clear()


def counted() -> dict[str, int]:
    TALLY.write_down()
    return dict(Usage.objects.values_list("kind", "count"))


def test_each_way_of_use_is_counted(client: Client, forest: Register) -> None:
    api = f"/api/v1/collections/{forest.name}"
    client.get(f"/en/data/{forest.name}/")
    client.get(f"/el/data/{forest.name}/")
    client.get(f"/maps/embed/{forest.name}/")
    client.get(f"{api}/items?limit=1")
    client.get(api)
    client.get(f"{api}/items?f=csv").getvalue()
    assert counted() == {"view": 2, "map": 1, "api": 2, "download": 1}


def test_a_kept_page_is_counted_too(client: Client, forest: Register) -> None:
    for _turn in range(3):
        client.get(f"/en/data/{forest.name}/")
    assert counted() == {"view": 3}


def test_what_fails_robots_and_tiles_are_not_counted(client: Client, forest: Register) -> None:
    client.get("/en/data/nothing-like-it/")
    client.get(f"/api/v1/collections/{forest.name}/items?limit=x")
    client.get(f"/api/v1/collections/{forest.name}/tiles/WebMercatorQuad/14/1/1")
    client.head(f"/en/data/{forest.name}/")
    client.get(f"/en/data/{forest.name}/", headers={"User-Agent": "Examplebot/2.0"})
    assert counted() == {}


def test_counts_add_up_over_several_writings(client: Client, forest: Register) -> None:
    client.get(f"/en/data/{forest.name}/")
    assert counted() == {"view": 1}
    client.get(f"/en/data/{forest.name}/")
    assert counted() == {"view": 2}
    assert counted() == {"view": 2}


def test_a_request_to_the_interface_asks_the_database_nothing_more(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    address = f"/api/v1/collections/{forest.name}/items?limit=1"
    client.get(address)
    with count_queries() as queries:
        client.get(address)
    assert not [query for query in queries if "community" in query["sql"]]


def test_each_town_has_its_own_counts(
    client: Client, other_client: Client, forest: Register, other_town: Any
) -> None:
    other_client.get(f"/en/data/{forest.name}/")
    client.get(f"/en/data/{forest.name}/")
    assert counted() == {"view": 1}


@pytest.mark.parametrize(
    ("count", "words"), [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (12345, "12,345")]
)
def test_small_numbers_are_not_told(count: int, words: str) -> None:
    with override("en"):
        assert in_words(count) == words


def test_today_is_not_told_and_months_only_when_they_are_over(client: Client, forest: Register) -> None:
    today = timezone.localdate()
    last_month = today.replace(day=1) - timedelta(days=1)
    add_usage(
        {
            (forest.name, today, "view"): 500,
            (forest.name, today - timedelta(days=1), "api"): 7,
            (forest.name, today - timedelta(days=2), "download"): 3,
            (forest.name, last_month, "map"): 900,
        }
    )
    dataset = Dataset.objects.get(name=forest.name)
    with override("en"):
        told = {one.label: one.words for one in last_days(dataset)}
    assert told["Page views"] == "fewer than 5"
    assert told["Requests to the open interface"] == "7"
    assert told["File downloads"] == "fewer than 5"
    assert [month.month for month in by_month(dataset)] == [last_month.replace(day=1)]
    assert "900" in by_month(dataset)[0].words
    text = client.get(f"/en/data/{forest.name}/?fresh").content.decode()
    assert ">500<" not in text
    assert "fewer than 5" in text


def test_names_that_are_no_datasets_are_left_out(forest: Register) -> None:
    add_usage({("never-heard-of-it", timezone.localdate(), "view"): 9})
    assert not Usage.objects.exists()


def test_four_numbers_too_small_to_be_told_are_one_sentence(client: Client, forest: Register) -> None:
    text = client.get(f"/en/data/{forest.name}/?fresh").content.decode()
    assert "Fewer than 5 times in each way" in text
    assert '<dl class="usage">' not in text
