"""Facts of a collection are remembered, and never longer than they are true."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from django.test import Client

from opendata.catalog.models import Dataset
from opendata.tables import reading
from opendata.tables.actions import publish_rows
from opendata.tables.reading import facts_of
from tests.factories.tables import Register
from tests.opendata.features.reading import ITEMS

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_remembered_needs_no_query(
    forest: Register, client: Client, count_queries: Callable[[], Any]
) -> None:
    first = client.get(ITEMS)
    with count_queries() as queries:
        again = client.get(ITEMS, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, len(queries)) == (304, 0)


def test_a_publication_is_known_at_once(forest: Register) -> None:
    before = facts_of(forest.name)
    forest.put([{"rowid": 1, "species": "Δάφνη"}])
    publish_rows(forest.name, [1], by=None)
    after = facts_of(forest.name)
    assert before is not None
    assert after is not None
    assert after.revision == before.revision + 1


def test_a_dataset_that_is_withdrawn_is_gone_at_once(forest: Register) -> None:
    assert facts_of(forest.name) is not None
    dataset = Dataset.objects.get(name=forest.name)
    dataset.published = False
    dataset.save()
    assert facts_of(forest.name) is None


def test_a_change_that_told_nobody_is_known_after_a_moment(
    forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a process that died between its commit and the stamp."""
    assert facts_of(forest.name) is not None
    Dataset.objects.filter(name=forest.name).update(published=False)
    assert facts_of(forest.name) is not None
    later = monotonic() + reading.REMEMBER_SECONDS + 1
    monkeypatch.setattr(reading, "monotonic", lambda: later)
    assert facts_of(forest.name) is None
