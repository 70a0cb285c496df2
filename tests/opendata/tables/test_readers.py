"""While a collection is exchanged, readers see the old state or the new one, and never an error."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from opendata.tables.actions import ensure_collection, republish
from opendata.tables.querysets import RowQuery
from opendata.tables.shelf.reading import read_page
from tests.factories.tables import SPECIES, Register, register

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


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_readers_see_the_old_state_or_the_new_one(town: Any, enter: Callable[..., Any]) -> None:
    trees = enter(register(fields=(SPECIES,)))
    ensure_collection(trees.definition)
    fill(trees, "number 0")
    seen: list[set[bytes]] = []
    problems: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        try:
            with tenant_context(town):
                while not done.is_set():
                    page = read_page(RowQuery(trees.name, limit=10_000))
                    states = {feature.split(b'"species":"')[1].split(b'"')[0] for feature in page.features}
                    seen.append(states if len(page.features) == ROWS else {b"half", b"a state"})
        except Exception as problem:  # noqa: BLE001 (whatever goes wrong is what the test looks for)
            problems.append(problem)
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _number in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        fill(trees, f"number {number}")
    done.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert all(len(states) == 1 for states in seen)
    assert len({state for states in seen for state in states}) > 1
