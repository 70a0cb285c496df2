"""Texts are sorted as a person would, and what begins with some letters is found in that order too."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from opendata.tables.actions import publish_rows, republish
from opendata.tables.querysets import RowQuery
from opendata.tables.shelf.ordering import SortKey
from tests.factories.tables import SPECIES, Register
from tests.opendata.features.reading import ITEMS, walk
from tests.opendata.features.test_asking import UNHURRIED, ids

pytestmark = pytest.mark.django_db

# As a dictionary has them: capitals, accents and the final sigma are no letters of their own.
IN_ORDER = [
    "10 άλλα",
    "Acer",
    "acer",
    "άλσος",
    "Άνω",
    "ανω",
    "βήτα",
    "Βρύση",
    "Έλατο",
    "ελιά",
    "Ωρα",
    "ώρα της",
]


ROWS = {number * 7 % 31: name for number, name in enumerate(IN_ORDER, 1)}


def names(client: Client, address: str) -> list[str]:
    """All pages of an address, one after the other."""
    return [ROWS[rowid] for page in walk(client, address) for rowid in page]


@pytest.fixture
def wood(trees: Register) -> Register:
    """Rows whose ids are in another order."""
    trees.put([{"rowid": rowid, "species": name} for rowid, name in ROWS.items()])
    republish(trees.name, by=None)
    return trees


def alphabetical(found: list[str]) -> list[str]:
    """Without what PostgreSQL decides between texts that differ in capitals and accents only."""
    return [name.lower().replace("ά", "α").replace("ώ", "ω") for name in found]


def test_pages_are_in_the_order_of_the_alphabet(client: Client, wood: Register) -> None:
    forward = names(client, f"{ITEMS}?sortby=species&limit=2")
    assert sorted(forward) == sorted(IN_ORDER)
    assert alphabetical(forward) == alphabetical(IN_ORDER)
    assert names(client, f"{ITEMS}?sortby=-species&limit=5") == forward[::-1]
    wood.put([{"rowid": 900, "species": "Zeta"}])
    publish_rows(wood.name, [900], by=None)
    assert names(client, f"{ITEMS}?sortby=species&revision=1&limit=5") == forward


def test_a_text_without_a_letter_is_no_value(client: Client, wood: Register) -> None:
    wood.put([{"rowid": 900, "species": ""}])
    publish_rows(wood.name, [900], by=None)
    assert client.get(f"{ITEMS}/900").json()["properties"]["species"] is None
    assert ids(client, species__isnull="true") == [900]
    assert ids(client, sortby="species")[-1] == 900


def test_the_order_is_that_of_the_index(wood: Register) -> None:
    statement, parameters = RowQuery(wood.name, limit=5, order=(SortKey(SPECIES),)).select(
        SortKey(SPECIES).code
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {statement}", parameters)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan" in plan
    assert "Sort" not in plan


LETTERS = st.text(st.sampled_from("αάΑΆβςσ aZé-΄' \u0301\u00ad9"), min_size=1, max_size=5)


@UNHURRIED
@given(texts=st.lists(LETTERS, min_size=1, max_size=20), start=LETTERS)
def test_what_begins_with_letters_is_found_whatever_its_place_in_the_order(
    client: Client, trees: Register, texts: list[str], start: str
) -> None:
    trees.drop(range(1, 100))
    trees.put([{"rowid": number, "species": text} for number, text in enumerate(texts, 1)])
    republish(trees.name, by=None)
    for asked in (start, texts[0][:2]):
        if asked.strip():
            expected = [number for number, text in enumerate(texts, 1) if text.startswith(asked)]
            assert sorted(ids(client, species__startswith=asked)) == expected
