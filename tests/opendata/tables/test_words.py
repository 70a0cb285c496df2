"""Words that few rows of a large collection have: an index names them, and the answers stay what they were."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from cms.kit.folding import fold
from opendata.features.parameters import query_of
from opendata.tables.actions import index_words, publish_rows, republish
from opendata.tables.browsing.matching import pattern_of_folded
from opendata.tables.reading import published_facts
from opendata.tables.shelf import words
from opendata.tables.shelf.words import folded_texts, has_index, seldom
from opendata.tables.tasks import index_what_grew
from tests.factories.tables import FIELDS, SPECIES, Register

pytestmark = pytest.mark.django_db

ROWS = 6_000
ITEMS = "/api/v1/collections/test-trees/items"


@pytest.fixture
def wood(trees: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A collection that counts as large, in which two rows have a word that no other has."""
    monkeypatch.setattr(words, "LARGE", ROWS // 2)
    trees.put_points(ROWS)
    rare = [(17, "ΞΥΛΟΚΕΡΑΤΙΆ της πλατείας"), (4_711, "Ξυλοκερατιά 100%")]
    trees.put({"rowid": rowid, "geom": "POINT(24 38)", "species": text} for rowid, text in rare)
    republish(trees.name, by=None)
    return trees


def plan_of(client: Client, **given: str) -> tuple[list[int], str]:
    """The ids that the API answers with, and PostgreSQL's plan for the very question."""
    answer = client.get(ITEMS, {"limit": "10000", **given})
    query = query_of(given, published_facts("test-trees"), limit=100)
    statement, parameters = query.select(sql.SQL("rowid"))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", parameters)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    return [feature["id"] for feature in answer.json()["features"]], plan


def standing(name: str) -> bool:
    with connection.cursor() as cursor:
        return has_index(cursor, name)


@pytest.mark.parametrize("asked", [{"q": "ξυλοκερατια"}, {"species__contains": "ξυλοκεράτ"}])
def test_a_rare_word_is_found_by_the_index_and_a_common_one_by_reading_along(
    client: Client, wood: Register, asked: dict[str, str]
) -> None:
    before, plan = plan_of(client, **asked)
    assert "Bitmap" not in plan
    assert index_words(wood.name)
    assert not index_words(wood.name)
    after, plan = plan_of(client, **asked)
    assert sorted(before) == sorted(after) == [17, 4_711]
    assert "Bitmap Index Scan" in plan
    found, plan = plan_of(client, **dict.fromkeys(asked, "ελιά"))
    assert len(found) > ROWS / 4
    assert "LIKE" not in plan
    assert "Sort" not in plan
    found, plan = plan_of(client, **dict.fromkeys(asked, "0%"))
    assert found == [4_711]
    assert "LIKE" not in plan


def test_the_index_follows_each_row_and_goes_with_a_new_table(client: Client, wood: Register) -> None:
    index_words(wood.name)
    wood.put([{"rowid": 5, "geom": None, "species": "Κυδωνιά"}])
    publish_rows(wood.name, [5], by=None)
    assert plan_of(client, q="κυδωνια")[0] == [5]
    wood.put_points(ROWS, first=ROWS + 1)
    republish(wood.name, by=None)
    assert not standing(wood.name)
    assert plan_of(client, q="κυδωνια")[0] == [5]


def test_the_worker_is_asked_once_for_a_large_collection_without_index(wood: Register) -> None:
    def waiting() -> int:
        return DBTaskResult.objects.filter(task_path="opendata.tables.tasks.index_words_of").count()

    index_what_grew()
    index_what_grew()
    assert waiting() == 1
    DBTaskResult.objects.all().delete()
    index_words(wood.name)
    index_what_grew()
    assert waiting() == 0


def test_a_small_collection_a_short_word_and_too_many_texts_want_no_index(wood: Register) -> None:
    index_words(wood.name)
    assert seldom(wood.name, FIELDS, ROWS, ["ξυλοκερατια"])
    assert not seldom(wood.name, FIELDS, ROWS // 3, ["ξυλοκερατια"])
    assert not seldom(wood.name, FIELDS, ROWS, ["ξυ"])
    assert not seldom(wood.name, FIELDS, ROWS, ["ξ-υ-λ"])
    assert not seldom(wood.name, [SPECIES] * 25, ROWS, ["ξυλοκερατια"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text("αΆἄσςΣ iİıǅßﬁ½eé%_\\'\"[1 \u00a0\t\u0301\u00f8", min_size=1, max_size=12), data=st.data()
)
def test_what_the_pattern_finds_the_index_names(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    folded = fold(text[start : data.draw(st.integers(start + 1, len(text)))])
    expression = folded_texts([SPECIES]).as_string(None).replace('"species"', "given.text")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT text ~ %s, {expression.replace('%', '%%')} LIKE %s FROM (SELECT %s AS text) AS given",
            [pattern_of_folded(folded) or "^", f"%{words._literal(folded)}%", f"x {text} x"],
        )
        by_pattern, by_index = cursor.fetchone()
    assert by_index or not by_pattern
