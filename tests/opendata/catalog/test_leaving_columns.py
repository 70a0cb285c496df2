"""People read on the dataset's page which columns will go, and meet those last."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from opendata.tables.actions import announce, republish
from opendata.tables.reading import Announcement
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

TOLD_AT = datetime(2026, 11, 1, tzinfo=UTC)
GONE_AT = datetime(2027, 2, 27, 12, tzinfo=UTC)


@pytest.fixture
def leaving(trees: Register) -> Register:
    """Two trees whose species is empty, and will go."""
    trees.put({"rowid": n, "geom": None, "girth": 10 * n, "height": 2.5 * n} for n in (1, 2))
    republish(trees.name, by=None)
    announce(trees.name, [Announcement("species", TOLD_AT, GONE_AT)])
    return trees


def page_of(client: Client, made: Register, language: str = "en", **query: str) -> Any:
    return client.get(f"/{language}/data/{made.name}/", {"fresh": "", **query})


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("en", "One column will be withdrawn", "leaves on 27 February 2027"),
        ("el", "Μία στήλη καταργείται", "καταργείται στις 27 Φεβρουαρίου 2027"),
    ],
)
def test_the_page_names_the_column_and_its_day_in_a_notice_and_in_the_table(
    client: Client, leaving: Register, language: str, title: str, words: str
) -> None:
    text = page_of(client, leaving, language).text
    notice, table = text.partition(title)[2].split("<tbody", 1)
    assert "<code>species</code>" in notice
    assert words in notice
    assert words in table.split("</tr>", 1)[0]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Species: leaves on 27 February 2027"),
        ("el", "Είδος: καταργείται στις 27 Φεβρουαρίου 2027"),
    ],
)
def test_a_notice_with_the_way_to_the_columns_stands_above_everything_else(
    client: Client, leaving: Register, language: str, words: str
) -> None:
    top = page_of(client, leaving, language).text.partition('class="facts"')[0].partition('id="leaving"')[2]
    assert words in top
    assert '<a href="#columns">' in top
    announce(leaving.name, [])
    assert 'id="leaving"' not in page_of(client, leaving, language).text


def test_the_open_interfaces_page_marks_the_column(client: Client, leaving: Register) -> None:
    address = f"/api/v1/collections/{leaving.name}?f=html"
    rows = client.get(address, headers={"accept-language": "en"}).text.partition("<tbody")[2].split("</tr>")
    marked = [row for row in rows if "leaves on 27 February 2027</strong>, without values until then" in row]
    assert len(marked) == 1
    assert "<code>species</code>" in marked[0]


def test_only_what_is_really_empty_for_now_has_no_values_yet(client: Client, leaving: Register) -> None:
    columns = {column.name: column for column in page_of(client, leaving).context["preview"].columns}
    assert [name for name, column in columns.items() if column.leaves] == ["species"]
    table = page_of(client, leaving).text.partition("table--columns")[2]
    row_of_species, row_of_girth = table.split("<tr role")[2:4]
    assert "no values yet" not in row_of_species
    assert "10 – 20 cm" in row_of_girth


def test_an_announcement_that_is_withdrawn_is_gone_from_the_page_without_a_revision(
    client: Client, leaving: Register
) -> None:
    assert "will be withdrawn" in page_of(client, leaving).text
    announce(leaving.name, [])
    text = page_of(client, leaving).text
    assert "will be withdrawn" not in text
    assert "leaves on" not in text


def test_columns_that_will_go_stand_last_among_the_rows(client: Client, leaving: Register) -> None:
    whole = [head.name for head in page_of(client, leaving, all="1").context["rows"].heads]
    assert whole == ["girth", "height", "planted", "protected", "seen", "species"]
    announce(leaving.name, [])
    assert page_of(client, leaving, all="1").context["rows"].heads[0].name == "species"
