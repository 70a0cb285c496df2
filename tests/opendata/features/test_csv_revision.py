"""A download is of one revision, whatever is published while it is on its way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import tenant_context

from opendata.tables.actions import ensure_collection, republish
from tests.factories.tables import SPECIES, Register, register
from tests.opendata.features.reading import ITEMS, body

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

ROWS = 3000


def fill(trees: Register, species: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE source_test_trees")
        cursor.execute(
            "INSERT INTO source_test_trees SELECT n, ST_SetSRID(ST_Point(24 + n / 1e5, 38), 4326), %s "
            "FROM generate_series(1, %s) AS n",
            [species, ROWS],
        )
    republish(trees.name, by=None)


@pytest.fixture
def trees(town: Any, enter: Callable[..., Any]) -> Register:
    entered: Register = enter(register(fields=(SPECIES,)))
    ensure_collection(entered.definition)
    fill(entered, "state 1")
    return entered


def states(content: bytes) -> list[str]:
    """The different states that the lines of a CSV are in; their number must be right."""
    lines = content.decode().splitlines()[1:]
    assert len(lines) == ROWS
    return sorted({line.split(",")[1] for line in lines})


def test_a_download_that_began_before_a_publication_ends_as_it_began(client: Client, trees: Register) -> None:
    response: Any = client.get(f"{ITEMS}?f=csv")
    pieces = iter(response.streaming_content)
    first = next(pieces)
    fill(trees, "state 2")
    assert states(first + b"".join(pieces)) == ["state 1"]
    assert states(body(client.get(f"{ITEMS}?f=csv"))) == ["state 2"]


def test_a_download_is_of_the_revision_that_its_tag_names(client: Client, town: Any, trees: Register) -> None:
    """Publications run all the time; the same tag never stands over two states, nor one answer over both."""
    found: list[tuple[str, list[str]]] = []
    problems: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                response = client.get(f"{ITEMS}?f=csv")
                found.append((response["ETag"], states(body(response))))
        except BaseException as problem:  # noqa: BLE001 (whatever goes wrong is what the test looks for)
            problems.append(problem)
        finally:
            connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    with tenant_context(town):
        for number in range(2, 9):
            fill(trees, f"state {number}")
    done.set()
    reader.join()
    assert problems == []
    assert len(found) > 1
    assert all(len(seen) == 1 for _tag, seen in found)
    state_of_tag: dict[str, str] = {}
    for tag, (state,) in found:
        assert state_of_tag.setdefault(tag, state) == state
    assert len(set(state_of_tag.values())) == len(state_of_tag)
