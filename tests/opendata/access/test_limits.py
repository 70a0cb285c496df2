"""Everybody's share of the open API, and what stands of it in each answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from cms.kit.api.limits.allowances import LOOPBACK_UNITS, reader_of, visitor_address
from cms.kit.api.limits.buckets import buckets
from cms.kit.api.limits.counting import cost_of
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/collections/test-trees/items"
ELSEWHERE = "192.0.2.7"


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    """No test finds what another has spent."""
    buckets.cache_clear()


@pytest.fixture
def reader(town: Any) -> Client:
    """Somebody on another machine."""
    return Client(SERVER_NAME="town.test", REMOTE_ADDR=ELSEWHERE)


def left(answer: Any) -> int:
    return int(answer["X-RateLimit-Remaining"])


def test_each_answer_says_how_much_is_left(reader: Client, forest: Register, settings: Any) -> None:
    settings.API_ANONYMOUS_UNITS = 600
    first, second = reader.get(ITEMS), reader.get(ITEMS)
    assert first["X-RateLimit-Limit"] == "600"
    assert 590 < left(second) < left(first) < 600
    assert 0 < int(second["X-RateLimit-Reset"]) <= 60
    assert "X-RateLimit-Remaining" in first["Access-Control-Expose-Headers"]


def test_who_has_used_up_the_share_is_refused_politely_and_others_are_not(
    reader: Client, forest: Register, settings: Any
) -> None:
    settings.API_ANONYMOUS_UNITS = 3
    statuses = [reader.get(f"{ITEMS}?limit=1").status_code for _number in range(5)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    refused = reader.get(f"{ITEMS}?limit=1")
    problem = refused.json()
    assert refused["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["type"].partition("#")[2]) == (429, "too-many-requests")
    assert 1 <= int(refused["Retry-After"]) <= 120
    assert refused["Retry-After"] in problem["detail"]
    assert refused["X-RateLimit-Remaining"] == "0"
    other = Client(SERVER_NAME="town.test", REMOTE_ADDR="192.0.2.8")
    assert other.get(f"{ITEMS}?limit=1").status_code == 200


def test_a_refusal_does_not_make_the_debt_larger(reader: Client, forest: Register, settings: Any) -> None:
    settings.API_ANONYMOUS_UNITS = 2
    while reader.get(f"{ITEMS}?limit=1").status_code == 200:
        pass
    waits = [int(reader.get(ITEMS)["Retry-After"]) for _number in range(20)]
    assert max(waits) == waits[0]


def test_a_browser_may_always_ask_whether_it_may_read(
    reader: Client, forest: Register, settings: Any
) -> None:
    settings.API_ANONYMOUS_UNITS = 1
    for _number in range(4):
        reader.get(ITEMS)
    assert reader.options(ITEMS).status_code == 204


def test_other_towns_have_shares_of_their_own(reader: Client, forest: Register, settings: Any) -> None:
    settings.API_ANONYMOUS_UNITS = 2
    while reader.get("/api/v1/conformance").status_code == 200:
        pass
    other = Client(SERVER_NAME="other.test", REMOTE_ADDR=ELSEWHERE)
    assert other.get("/api/v1/conformance").status_code == 200


def answer(size: int, status: int = 200) -> HttpResponse:
    return HttpResponse(b"x" * size, status=status)


def test_what_costs_more_and_what_costs_less() -> None:
    unchanged, tile = cost_of(answer(0, 304), 0.01), cost_of(answer(0, 204), 0.01)
    small, page, large = (cost_of(answer(size), 0.1) for size in (300, 35_000, 350_000))
    assert unchanged == tile < small < page < large
    assert unchanged * 5 <= small
    assert large > 5 * page
    assert cost_of(answer(300), 2.0) > 100


def test_the_same_answer_from_the_readers_own_memory_costs_less(
    reader: Client, forest: Register, settings: Any
) -> None:
    settings.API_ANONYMOUS_UNITS = 10_000
    first = reader.get(f"{ITEMS}?limit=250")
    before = left(reader.get(ITEMS, HTTP_IF_NONE_MATCH=first["ETag"]))
    for _number in range(4):
        kept = reader.get(f"{ITEMS}?limit=250", HTTP_IF_NONE_MATCH=first["ETag"])
        assert kept.status_code == 304
    assert before - left(kept) <= 1


def test_this_machine_is_counted_but_not_refused(client: Client, forest: Register, settings: Any) -> None:
    settings.API_ANONYMOUS_UNITS = 1
    answers = [client.get(ITEMS) for _number in range(4)]
    assert {answer.status_code for answer in answers} == {200}
    assert answers[-1]["X-RateLimit-Limit"] == str(LOOPBACK_UNITS)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "127.0.0.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (2, "203.0.113.5", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)
    assert visitor_address(request) == address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("no address", "no address", True),
    ],
)
def test_one_network_of_ipv6_is_one_reader(town: Any, one: str, other: str, same: bool) -> None:
    names = [reader_of(RequestFactory().get("/", REMOTE_ADDR=address)).bucket for address in (one, other)]
    assert (names[0] == names[1]) == same
    assert one.encode() not in names[0]
