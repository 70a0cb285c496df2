"""Conditions put together from lists: what is understood, what is refused, which rows are left."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from opendata.catalog.contract import Condition
from opendata.catalog.errors import BadCondition
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.contract import Field, FieldType
from opendata.tables.narrowing import understood, where_of
from opendata.tables.querysets import RowQuery
from opendata.tables.registry import collections
from tests.factories.tables import FIELDS, Register, register

STATE = Field(
    "state",
    FieldType.TEXT,
    {"en": "State"},
    codes={"good": {"en": "good", "el": "καλή"}, "bad": {"en": "bad"}},
)
KNOWN = {field.name: field for field in (*FIELDS, STATE)}


@pytest.fixture
def forest(town: Any, monkeypatch: pytest.MonkeyPatch) -> Register:
    made = register()
    monkeypatch.setitem(collections._things, made.name, made.definition)
    ensure_collection(made.definition)
    made.put_points(250)
    republish(made.name, by=None)
    return made


@pytest.mark.parametrize(
    ("column", "comparison", "written", "meant"),
    [
        ("girth", "from", "1 200", "1200"),
        ("height", "until", "3,5", "3.5"),
        ("height", "is", "1.234,5", "1234.5"),
        ("planted", "from", "31/12/2026", "2026-12-31"),
        ("planted", "is", "2026", "2026"),
        ("planted", "is", "latest-year", "latest-year"),
        ("protected", "is", "Ναι", "true"),
        ("protected", "is", "no", "false"),
        ("state", "is", "ΚΑΛΗ", "good"),
        ("state", "not", "bad", "bad"),
        ("species", "contains", "  ελιά  ", "ελιά"),
        ("species", "filled", "whatever", ""),
    ],
)
def test_what_people_write_is_understood(column: str, comparison: str, written: str, meant: str) -> None:
    assert understood(KNOWN[column], Condition(column, comparison, written)).value == meant


@pytest.mark.parametrize(
    ("column", "comparison", "written", "where"),
    [
        ("girth", "from", "thick", "value"),
        ("girth", "from", "3.5", "value"),
        ("girth", "is", "99999999999999999999", "value"),
        ("girth", "contains", "1", "comparison"),
        ("species", "from", "a", "comparison"),
        ("species", "is", "", "value"),
        ("species", "is", "\0", "value"),
        ("species", "is", "x" * 201, "value"),
        ("planted", "is", "31/2/2026", "value"),
        ("planted", "is", "0000", "value"),
        ("protected", "is", "perhaps", "value"),
        ("state", "is", "golden", "value"),
        ("species", "like", "a", "comparison"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(
    column: str, comparison: str, written: str, where: str
) -> None:
    with pytest.raises(BadCondition) as refused:
        understood(KNOWN[column], Condition(column, comparison, written))
    assert refused.value.field == where


@given(st.sampled_from(sorted(KNOWN)), st.sampled_from(["is", "not", "contains", "from", "until"]), st.text())
def test_any_text_is_understood_or_refused(column: str, comparison: str, text: str) -> None:
    try:
        meant = understood(KNOWN[column], Condition(column, comparison, text))
    except BadCondition:
        return
    assert understood(KNOWN[column], meant) == meant


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("el", "3.450", "3450"),
        ("en", "3.450", "3.4500"),
        ("en", "3,450.75", "3450.75"),
        ("el", "3,456", "3.4560"),
    ],
)
def test_a_number_is_meant_as_the_editor_s_language_writes_it_and_stays_that_number(
    language: str, written: str, meant: str
) -> None:
    with translation.override(language):
        kept = understood(KNOWN["height"], Condition("height", "from", written))
    assert kept.value == meant
    for other in ("el", "en"):
        with translation.override(other):
            assert understood(KNOWN["height"], kept) == kept


@pytest.mark.django_db
def test_a_kept_condition_and_the_list_that_it_leads_to_mean_one_number_in_every_language(
    client: Any, forest: Register
) -> None:
    from opendata.catalog.registry import row_browser

    condition = Condition("height", "from", "3.456")
    totals = {counted(forest, condition)}
    for language in ("el", "en"):
        with translation.override(language):
            totals.add(counted(forest, condition))
            page = client.get(row_browser().address(forest.name, [condition]).partition("#")[0])
        totals.add(page.context["rows"].total)
    assert len(totals) == 1
    assert totals.pop() > 200


def counted(forest: Register, *conditions: Condition) -> int:
    where = where_of(forest.name, conditions, {field.name: field for field in FIELDS})
    text, parameters = RowQuery(forest.name, where=where).select(RowQuery(forest.name).tie)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return len(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("conditions", "left"),
    [
        ([("species", "is", "Ελιά")], 83),
        ([("species", "is", "Ελιά"), ("species", "is", "Πεύκο")], 167),
        ([("species", "contains", "ελια")], 83),
        ([("species", "not", "Ελιά")], 167),
        ([("protected", "is", "yes")], 125),
        ([("girth", "from", "40"), ("girth", "until", "44")], 25),
        ([("planted", "is", "2020")], 250),
        ([("planted", "is", "latest-year")], 250),
        ([("planted", "not", "2020")], 0),
        ([("planted", "from", "1/3/2020"), ("planted", "until", "31/3/2020")], 31),
        ([("planted", "is", "2/1/2020")], 1),
        ([("seen", "is", "1/5/2024")], 250),
        ([("seen", "until", "30/4/2024")], 0),
        ([("species", "empty", "")], 0),
        ([("species", "filled", "")], 250),
    ],
)
def test_conditions_leave_the_rows_that_they_say(
    forest: Register, conditions: list[tuple[str, str, str]], left: int
) -> None:
    assert counted(forest, *(Condition(*one) for one in conditions)) == left


@pytest.mark.django_db
def test_a_value_never_becomes_a_part_of_the_statement(forest: Register) -> None:
    assert counted(forest, Condition("species", "is", "'; DROP TABLE x; --%s")) == 0
    assert counted(forest, Condition("species", "contains", "a')(b[%_\\")) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "conditions",
    [
        [("species", "is", "Ελιά")],
        [("species", "is", "Ελιά"), ("species", "is", "Πεύκο"), ("girth", "from", "3")],
        [("species", "contains", "ελι'ά%")],
        [("species", "contains", "ελια")],
        [("planted", "not", "2020")],
        [("planted", "is", "latest-year")],
        [("seen", "from", "1/5/2024")],
        [("protected", "not", "yes")],
        [("height", "empty", "")],
        [("girth", "is", "7")],
    ],
)
def test_the_list_of_rows_holds_as_many_as_the_condition_leaves(
    client: Any, forest: Register, conditions: list[tuple[str, str, str]]
) -> None:
    from opendata.catalog.registry import row_browser

    asked = [understood(KNOWN[one[0]], Condition(*one)) for one in conditions]
    with translation.override("en"):
        address = row_browser().address(forest.name, asked).partition("#")[0]
    expected = counted(forest, *asked)
    if address.startswith("/api/"):
        answer = client.get(address.replace("f=html", "f=geojson") + "&limit=1000")
        assert answer.status_code == 200, answer.content
        assert answer.json()["numberMatched"] == expected
    else:
        page = client.get(address)
        assert page.status_code == 200
        assert page.context["rows"].total == expected
