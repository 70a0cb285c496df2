"""The page of a dataset: rows with filters and pages, charts, revisions, how to cite."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from opendata.catalog.browsing import RowsPage
from opendata.catalog.models import Dataset
from opendata.tables.actions import republish
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def page_of(
    client: Client, forest: Register, *, status: int = 200, language: str = "en", **query: str
) -> Any:
    response = client.get(f"/{language}/data/{forest.name}/", {"fresh": "", **query})
    assert response.status_code == status
    return response


def rows_of(client: Client, forest: Register, **query: str) -> RowsPage:
    rows: RowsPage = page_of(client, forest, status=200, language="en", **query).context["rows"]
    return rows


def test_rows_come_in_pages_that_together_are_all_rows(client: Client, forest: Register) -> None:
    first = rows_of(client, forest)
    assert (first.total, first.pages, len(first.rows)) == (250, 10, 25)
    ids = {row.rowid for number in range(1, 11) for row in rows_of(client, forest, page=str(number)).rows}
    assert ids == set(range(1, 251))


def test_rows_stand_as_in_their_source_and_not_as_on_a_map(client: Client, forest: Register) -> None:
    ids = [row.rowid for number in ("1", "2") for row in rows_of(client, forest, page=number).rows]
    assert ids == sorted(ids)
    filtered = [row.rowid for row in rows_of(client, forest, species="πεύκο").rows]
    assert filtered
    assert filtered == sorted(filtered)


@pytest.mark.parametrize("number", ["0", "-3", "999999", "99999999999999999999", "x", "²", ""])
def test_a_page_that_there_is_not_is_one_that_there_is(client: Client, forest: Register, number: str) -> None:
    assert len(rows_of(client, forest, page=number).rows) == 25


@pytest.mark.parametrize(("number", "told"), [("10", False), ("11", True), ("9" * 20, True), ("x", False)])
def test_who_asks_for_a_page_behind_the_last_is_told_that_it_is_the_last(
    client: Client, forest: Register, number: str, told: bool
) -> None:
    words = "There are not that many pages: this is the last one, 10."
    assert (words in page_of(client, forest, page=number).text) is told


def test_how_far_pages_go_is_told_from_the_first_on(
    client: Client, forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Pages go to row 100. To read on, filter the rows"
    assert words not in page_of(client, forest).text
    for module in ("opendata.catalog.browsing", "opendata.tables.browsing.pages"):
        monkeypatch.setattr(f"{module}.COUNTED", 100)
    assert words in page_of(client, forest).text
    assert words in page_of(client, forest, page="2").text


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        ("CONT", "today · updated continuously"),
        ("NEVER", "today · not updated any more"),
        ("UNKNOWN", "today"),
    ],
)
def test_when_and_how_often_are_two_facts(
    client: Client, forest: Register, frequency: str, words: str
) -> None:
    Dataset.objects.filter(name=forest.name).update(update_frequency=frequency)
    assert f"<dd>{words}</dd>" in page_of(client, forest).text


def test_the_points_of_quality_say_what_they_are_for(client: Client, forest: Register) -> None:
    page = page_of(client, forest).text
    assert "What is measured" in page
    assert re.search(r"<li>Findability: \d+ of 100</li>", page)
    assert "Points are missing for:" in page


@pytest.mark.parametrize("typed", ["ελια", "ΕΛΙΆ", "Ελιά", "λι"])
def test_a_text_is_found_whatever_its_case_and_accents(client: Client, forest: Register, typed: str) -> None:
    rows = rows_of(client, forest, species__contains=typed)
    assert rows.total == 83
    assert {row.values[0] for row in rows.rows} == {"Ελιά"}


def test_words_are_looked_for_in_any_column(client: Client, forest: Register) -> None:
    assert rows_of(client, forest, q="ΜΟΥΡΙΆ").total == 83


def test_numbers_and_days_have_ranges_and_truths_a_choice(client: Client, forest: Register) -> None:
    assert rows_of(client, forest, girth__gte="10", girth__lte="19").total == 50
    assert rows_of(client, forest, planted__gte="2020-01-02", planted__lte="2020-01-11").total == 10
    assert rows_of(client, forest, protected="true").total == 125
    assert rows_of(client, forest, seen__gte="2024-05-01", seen__lte="2024-05-01").total == 250
    assert rows_of(client, forest, seen__lte="2024-04-30").total == 0


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        "%",
        "_",
        "%s",
        "\\",
        "[",
        "(",
        ".*",
        "a{9999}",
        "^$",
        "$$;DROP TABLE x",
        "<script>alert(1)</script>",
        "\U0001f333",
        "ſ",
    ],
)
def test_hostile_words_find_nothing_and_break_nothing(client: Client, forest: Register, typed: str) -> None:
    response = page_of(client, forest, q=typed, species__contains=typed)
    assert response.context["rows"].total == 0
    assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("girth__gte", "many"),
        ("girth__gte", "9" * 40),
        ("height__lte", "nan"),
        ("planted__gte", "31/31/2020"),
        ("protected", "perhaps"),
        ("species__contains", "x\x00y"),
        ("species__contains", "x" * 101),
    ],
)
def test_what_makes_no_sense_is_an_error_by_its_field(
    client: Client, forest: Register, name: str, value: str
) -> None:
    response = page_of(client, forest, status=400, **{name: value})
    assert list(response.context["rows"].form.errors) == [name]
    assert not response.context["rows"].rows


def test_a_range_that_ends_before_it_begins_is_an_error_in_greek(client: Client, forest: Register) -> None:
    response = page_of(client, forest, status=400, language="el", girth__gte="20", girth__lte="10")
    assert list(response.context["rows"].form.errors) == ["girth__lte"]


def test_a_greek_decimal_comma_is_understood(client: Client, forest: Register) -> None:
    response = client.get(f"/el/data/{forest.name}/", {"fresh": "", "height__lte": "1,5"}, follow=True)
    assert 'name="height__lte" value="1,5"' in response.text
    assert response.context["rows"].total == rows_of(client, forest, height__lte="1.5").total == 10


@pytest.mark.parametrize(
    "case",
    [
        ("el", "height__gte", "3.450,75", 3450.75, "3450,75"),
        ("el", "height__gte", "3.450", 3450.0, "3450"),
        ("el", "height__gte", "3450,75", 3450.75, "3450,75"),
        ("el", "height__gte", "3.45", 3.45, "3,45"),
        ("el", "height__gte", "0.450", 0.45, "0,45"),
        ("el", "height__gte", "3,456", 3.456, "3,456"),
        ("el", "girth__gte", "1.000", 1000, "1000"),
        ("en", "height__gte", "3,450.75", 3450.75, "3450.75"),
        ("en", "height__gte", "3,450", 3450.0, "3450"),
        ("en", "height__gte", "3.456", 3.456, "3.456"),
        ("en", "girth__gte", "1,000", 1000, "1000"),
    ],
)
def test_a_number_is_read_as_the_table_writes_it_and_its_address_means_it_in_every_language(
    client: Client, forest: Register, case: tuple[str, str, str, float, str]
) -> None:
    language, name, typed, meant, shown = case
    answer = client.get(f"/{language}/data/{forest.name}/", {"fresh": "", name: typed}, follow=True)
    form = answer.context["rows"].form
    assert form.cleaned_data[name] == meant
    assert f'name="{name}" value="{shown}"' in answer.text
    where = answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["QUERY_STRING"]
    for other in ("el", "en"):
        again = client.get(f"/{other}/data/{forest.name}/?{where.partition('?')[2] or where}")
        assert again.status_code == 200, "it leads nowhere else"
        assert again.context["rows"].form.cleaned_data[name] == meant


@pytest.mark.parametrize("typed", ["3.45.0", "1.234,5,6", "12.34,5", "1 2", "3,4.5,6", ".", ",", "1..2"])
def test_what_no_language_writes_is_refused_as_a_number(client: Client, forest: Register, typed: str) -> None:
    for language in ("el", "en"):
        response = page_of(client, forest, status=400, language=language, height__gte=typed)
        assert list(response.context["rows"].form.errors) == ["height__gte"]


def test_the_filters_mean_the_same_to_the_open_interface(client: Client, forest: Register) -> None:
    query = {"species__contains": "ΕΛΙΑ", "girth__gte": "10", "protected": "true", "seen__lte": "2024-05-01"}
    rows = rows_of(client, forest, **query)
    asked = {name: values[0] for name, values in parse_qs(rows.query).items()}
    answer = client.get(f"/api/v1/collections/{forest.name}/items", {**asked, "limit": "1000"})
    assert answer.status_code == 200
    assert answer.json()["numberReturned"] == rows.total > 0


def test_main_columns_are_shown_first_and_all_when_asked(client: Client, forest: Register) -> None:
    assert rows_of(client, forest).all_columns is False
    assert rows_of(client, forest, all="1").hidden_columns == 0


def test_charts_count_every_row_and_have_their_table(client: Client, forest: Register) -> None:
    response = page_of(client, forest)
    columns = {column.name: column for column in response.context["preview"].columns}
    for name in ("girth", "height", "planted", "species", "protected"):
        chart = columns[name].chart
        assert sum(bar.count for bar in chart.bars) + chart.others + chart.empty == 250
    text = response.content.decode()
    assert text.count('class="chart"') == text.count('class="chartcard__table"') > 0


def test_numbers_that_only_tell_rows_apart_have_no_chart(client: Client, trees: Register) -> None:
    trees.put(
        {"rowid": n, "geom": None, "girth": 7 * n, "height": n / 3, "species": f"N{n}"} for n in range(1, 9)
    )
    republish(trees.name, by=None)
    context = page_of(client, trees).context
    assert [column.name for column in context["charts"]] == ["height"]
    spreads = {column.name: column.spread for column in context["preview"].columns}
    assert (spreads["girth"], spreads["species"]) == ("7 – 56 cm", "different in every row")


def test_a_single_value_has_no_chart_and_whole_numbers_end_at_the_last(
    client: Client, trees: Register
) -> None:
    trees.put(
        {
            "rowid": n,
            "geom": None,
            "girth": 2013 + n % 5,
            "height": 4.5,
            "species": "κόμβοι",
            "planted": "2024-03-01",
            "protected": None if n == 1 else True,
        }
        for n in range(1, 11)
    )
    republish(trees.name, by=None)
    response = page_of(client, trees)
    (years,) = response.context["charts"]
    assert [(bar.label, bar.count) for bar in years.chart.bars] == [(str(2013 + n), 2) for n in range(5)]
    assert list(years.chart.ticks) == ["2013", "2014", "2015", "2016", "2017"]
    drawn = re.findall(r'chart__tick" x="([\d.]+)" y="127" text-anchor="(\w+)">(\d+)<', response.text)
    assert {anchor for _x, anchor, _year in drawn} == {"middle"}, "each below the middle of its bar"
    spreads = {column.name: column.spread for column in response.context["preview"].columns}
    assert spreads["species"] == "κόμβοι in every row"
    assert spreads["height"] == "4.5 in every row"
    assert spreads["planted"] == "1/3/2024 in every row"
    assert spreads["protected"] == "yes in 9 of 10 rows"


def test_empty_values_are_told(client: Client, trees: Register) -> None:
    trees.put({"rowid": n, "geom": None, "girth": girth} for n, girth in enumerate((5, 5, 7, None, None), 1))
    republish(trees.name, by=None)
    assert "2 of 5 rows have no value" in page_of(client, trees).content.decode()


def test_a_revision_tells_each_row_before_and_after(client: Client, forest: Register) -> None:
    forest.put([{"rowid": 1, "geom": "POINT(24 38)", "species": "Κέδρος", "girth": 77}])
    forest.put_points(2, first=9001)
    forest.drop([250])
    republish(forest.name, by=None)
    newest = client.get(f"/en/data/{forest.name}/revisions/?fresh").context["states"].states[0]
    assert (newest.added, newest.changed, newest.removed) == (2, 1, 1)
    page = client.get(f"/en/data/{forest.name}/revisions/{newest.number}/?fresh").context["difference"]
    assert [(change.kind, change.rowid) for change in page.changes] == [
        ("changed", 1),
        ("removed", 250),
        ("added", 9001),
        ("added", 9002),
    ]
    before_and_after = {value.title: (value.before, value.after) for value in page.changes[0].values}
    assert before_and_after["Girth"] == ("1", "77")
    assert before_and_after["Species"] == ("Πεύκο", "Κέδρος")
    assert page.changes[0].moved


def test_a_large_revision_comes_in_pages_that_hold_each_change_once(client: Client, forest: Register) -> None:
    forest.put_points(60, first=5001)
    republish(forest.name, by=None)
    number = client.get(f"/en/data/{forest.name}/revisions/?fresh").context["states"].current
    address = f"/en/data/{forest.name}/revisions/{number}/"
    seen: list[int] = []
    after: Any = ""
    while after is not None:
        page = client.get(address, {"fresh": "", "after": after}).context["difference"]
        seen += [change.rowid for change in page.changes]
        after = page.after
    assert seen == list(range(5001, 5061))


@pytest.mark.parametrize("number", ["99999", "999999999999999999999"])
def test_a_revision_that_never_was_is_not_found(client: Client, forest: Register, number: str) -> None:
    assert client.get(f"/en/data/{forest.name}/revisions/{number}/").status_code == 404


@pytest.mark.parametrize("after", ["x", "9" * 30, "-1", "'"])
def test_a_bad_place_to_go_on_from_is_the_beginning(client: Client, forest: Register, after: str) -> None:
    assert client.get(f"/en/data/{forest.name}/revisions/1/", {"after": after}).status_code == 200
    assert client.get(f"/en/data/{forest.name}/revisions/", {"before": after}).status_code == 200


def test_a_citation_names_revision_and_address(client: Client, forest: Register) -> None:
    citation = page_of(client, forest).context["citation"]
    assert "revision" in citation.text
    assert f"/catalog/{forest.name}" in citation.text
    assert citation.bibtex.startswith("@misc{testtrees")
    assert "url = {" in citation.bibtex


def test_a_page_of_rows_asks_a_fixed_number_of_questions(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    page_of(client, forest, q="ελια")
    with count_queries() as queries:
        page_of(client, forest, q="ελια", page="2")
    few = len(queries)
    forest.put_points(300, first=3001)
    republish(forest.name, by=None)
    page_of(client, forest, q="ελια")
    with count_queries() as queries:
        page_of(client, forest, q="ελια", page="3")
    assert len(queries) <= few <= 20, [query["sql"][:100] for query in queries]
