"""The marks of charts that editors ask for."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from opendata.catalog.contract import Charted, ChartQuestion, Condition
from opendata.catalog.models import Dataset
from opendata.catalog.registry import row_reader
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.reading import forget_facts
from opendata.tables.registry import collections
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def forest(town: Any, monkeypatch: pytest.MonkeyPatch) -> Register:
    made = register()
    monkeypatch.setitem(collections._things, made.name, made.definition)
    ensure_collection(made.definition)
    made.put_points(250)
    republish(made.name, by=None)
    return made


def asked(kind: str, column: str, **more: Any) -> Charted | None:
    with translation.override("en"):
        return row_reader().charted(ChartQuestion("test-trees", kind, column, **more))


def marks(found: Charted | None) -> list[tuple[str, float | None]]:
    assert found is not None
    return [(mark.label, mark.value) for mark in found.marks]


def test_bars_count_the_rows_of_each_value_the_largest_first(forest: Register) -> None:
    found = asked("bars", "species")
    assert marks(found) == [("Πεύκο", 84.0), ("Ελιά", 83.0), ("Μουριά", 83.0)]
    assert found is not None
    assert (found.total, found.empty, found.left) == (250, 0, 0)
    assert (found.column, found.measure) == ("Species", "Number")


def test_what_has_no_bar_is_told_as_one_number(forest: Register) -> None:
    found = asked("bars", "species", most=2)
    assert found is not None
    assert (len(found.marks), found.left, found.others) == (2, 1, 83.0)


def test_bars_in_the_order_of_words(forest: Register) -> None:
    assert [label for label, _value in marks(asked("bars", "species", in_order=True))] == [
        "Ελιά",
        "Μουριά",
        "Πεύκο",
    ]


def test_a_condition_narrows_and_a_sum_adds_up(forest: Register) -> None:
    found = asked(
        "bars", "protected", measure="sum", of="girth", conditions=(Condition("girth", "until", "3"),)
    )
    assert marks(found) == [("no", 20.0), ("yes", 10.0)]
    assert found is not None
    assert (found.unit, found.measure) == ("cm", "Sum: Girth")


def test_a_line_has_a_point_for_each_month(forest: Register) -> None:
    found = asked("line", "planted")
    assert marks(found)[:2] == [("1/2020", 30.0), ("2/2020", 29.0)]
    assert len(marks(found)) == 9


def test_an_average_of_nothing_is_a_gap_and_a_count_of_nothing_a_nought(forest: Register) -> None:
    wanted = (Condition("planted", "is", "2/1/2020"), Condition("planted", "is", "4/1/2020"))
    assert [value for _label, value in marks(asked("line", "planted", conditions=wanted))] == [1.0, 0.0, 1.0]
    averages = marks(asked("line", "planted", conditions=wanted, measure="avg", of="girth"))
    assert [value for _label, value in averages] == [1.0, None, 3.0]


def test_a_histogram_has_columns_with_edges(forest: Register) -> None:
    found = asked("histogram", "girth")
    assert found is not None
    assert (len(found.marks), found.ticks[0], found.ticks[-1]) == (10, "0", "50")
    assert sum(mark.value or 0 for mark in found.marks) == 250
    assert found.column == "Girth (cm)"


@pytest.mark.parametrize(
    ("kind", "column", "more"),
    [
        ("line", "species", {}),
        ("histogram", "species", {}),
        ("bars", "nothing", {}),
        ("bars", "species", {"measure": "sum", "of": "species"}),
        ("bars", "species", {"conditions": (Condition("nothing", "is", "1"),)}),
    ],
)
def test_what_does_not_fit_gives_no_chart_and_no_error(
    forest: Register, kind: str, column: str, more: dict[str, Any]
) -> None:
    assert asked(kind, column, **more) is None


def test_what_is_not_published_has_no_chart(forest: Register) -> None:
    Dataset.objects.filter(name=forest.name).update(published=False)
    forget_facts()
    assert asked("bars", "species") is None


def test_an_answer_is_kept_until_the_data_changes(forest: Register, django_assert_num_queries: Any) -> None:
    asked("line", "planted")
    with django_assert_num_queries(1):
        asked("line", "planted")
    forest.drop([1, 2, 3])
    republish(forest.name, by=None)
    assert sum(value or 0 for _label, value in marks(asked("line", "planted"))) == 247
