"""What changed since: added, changed and removed rows, also after many of them and after another form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata.tables.actions import ensure_collection, forget_history, publish_rows, republish
from opendata.tables.models import Collection
from opendata.tables.querysets import RowQuery
from opendata.tables.shelf.history import Then, changes_since
from opendata.tables.shelf.reading import read_page
from tests.factories.tables import GIRTH, SPECIES, Register, evolved, register

pytestmark = pytest.mark.django_db


def told(name: str, since: int) -> list[tuple[str, int, int]]:
    return [(one.kind, one.rowid, one.revision) for one in changes_since(name, since, limit=10_000)]


def test_each_kind_of_change_is_told_with_its_revision(forest: Register) -> None:
    forest.put([{"rowid": 1, "species": "Δάφνη"}, {"rowid": 900, "species": "Ροδιά"}])
    publish_rows(forest.name, [1, 900], by=None)
    forest.drop([2])
    publish_rows(forest.name, [2], by=None)
    assert told(forest.name, 1) == [("changed", 1, 2), ("added", 900, 2), ("removed", 2, 3)]
    assert told(forest.name, 2) == [("removed", 2, 3)]
    assert told(forest.name, 3) == []


def test_a_row_that_came_and_went_in_between_is_not_told(forest: Register) -> None:
    forest.put([{"rowid": 900, "species": "Ροδιά"}])
    publish_rows(forest.name, [900], by=None)
    forest.drop([900])
    publish_rows(forest.name, [900], by=None)
    assert told(forest.name, 1) == []
    assert told(forest.name, 2) == [("removed", 900, 3)]


def test_a_row_that_came_back_counts_as_changed(forest: Register) -> None:
    forest.drop([1])
    publish_rows(forest.name, [1], by=None)
    forest.put([{"rowid": 1, "species": "Ροδιά"}])
    publish_rows(forest.name, [1], by=None)
    assert told(forest.name, 1) == [("changed", 1, 3)]
    assert told(forest.name, 2) == [("added", 1, 3)]


def test_changes_are_read_in_pages(forest: Register) -> None:
    forest.drop(range(1, 51))
    publish_rows(forest.name, list(range(1, 51)), by=None)
    first = changes_since(forest.name, 1, limit=30)
    last = first[-1]
    rest = changes_since(forest.name, 1, after=(last.revision, last.rowid), limit=30)
    assert [one.rowid for one in [*first, *rest]] == list(range(1, 51))


STATES = st.lists(
    st.dictionaries(st.integers(1, 6), st.sampled_from(["α", "β", "γ"])), min_size=2, max_size=5
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=STATES, whole=st.booleans())
def test_every_earlier_state_and_every_difference_is_kept_true(
    town: Any, enter: Callable[[Register], Register], *, states: list[dict[int, str]], whole: bool
) -> None:
    """Whether rows are written singly or into a new table."""
    with connection.cursor() as cursor:
        for table in ("shelf_told", "shelf_told__past", "shelf_told__box", "shelf_told__tiles"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
    Collection.objects.named("told").delete()
    entered = enter_again(enter, register("told", fields=(SPECIES,)))
    kept: list[tuple[int, dict[int, str]]] = []
    for state in states:
        entered.drop(range(1, 7))
        entered.put([{"rowid": rowid, "species": species} for rowid, species in state.items()])
        if whole:
            rebuild(entered)
        else:
            republish("told", by=None)
        kept.append((Collection.objects.named("told").get().revision, state))
    for revision, state in kept:
        assert species_at(revision) == state
        now = states[-1]
        expected = {
            **dict.fromkeys(state.keys() - now.keys(), "removed"),
            **dict.fromkeys(now.keys() - state.keys(), "added"),
            **{rowid: "changed" for rowid in state.keys() & now.keys() if state[rowid] != now[rowid]},
        }
        assert {rowid: kind for kind, rowid, _revision in told("told", revision)}.items() >= expected.items()


def enter_again(enter: Callable[[Register], Register], entered: Register) -> Register:
    enter(entered)
    ensure_collection(entered.definition)
    return entered


def rebuild(entered: Register) -> None:
    """A republish that takes the way of large changes."""
    from opendata.tables.shelf import writing

    before = writing.REBUILD_FROM, writing.REBUILD_SHARE
    writing.REBUILD_FROM, writing.REBUILD_SHARE = 0, 0.0
    try:
        republish(entered.name, by=None)
    finally:
        writing.REBUILD_FROM, writing.REBUILD_SHARE = before


def species_at(revision: int) -> dict[int, str]:
    import json

    stands = Collection.objects.named("told").get()
    then = None if revision == stands.revision else Then(revision, stands.columns)
    query = RowQuery("told", then=then, limit=100)
    features = [json.loads(text) for text in read_page(query).features]
    return {one["id"]: one["properties"]["species"] for one in features}


def test_a_column_that_went_is_still_told_of_earlier_revisions(
    town: Any, enter: Callable[[Register], Register]
) -> None:
    wide = enter_again(enter, register("wide", fields=(SPECIES, GIRTH)))
    wide.put([{"rowid": 1, "species": "Ελιά", "girth": 7}])
    republish("wide", by=None)
    narrow = enter(evolved(wide, (SPECIES,)))
    narrow.put([{"rowid": 1, "species": "Ελιά"}])
    ensure_collection(narrow.definition)
    [then] = read_page(RowQuery("wide", then=Then(1, (SPECIES, GIRTH)), limit=1)).features
    [now] = read_page(RowQuery("wide", limit=1)).features
    assert (b'"girth":7' in then, b"girth" in now) == (True, False)


def test_forgotten_history_is_gone_and_said_to_be(forest: Register) -> None:
    for number in range(3):
        forest.put([{"rowid": 1, "species": f"{number}"}])
        publish_rows(forest.name, [1], by=None)
    assert forget_history(forest.name, 3) == 2
    stands = Collection.objects.named(forest.name).get()
    assert (stands.oldest_revision, stands.revision) == (3, 4)
    assert told(forest.name, 3) == [("changed", 1, 4)]
    assert forget_history(forest.name, 99) == 1
    assert Collection.objects.named(forest.name).get().oldest_revision == 4
