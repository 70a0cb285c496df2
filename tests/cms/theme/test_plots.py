"""Charts with axes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.theme.charts import columns_plot, line_plot
from cms.theme.charts.plots import nice_step

NUMBERS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{svg}</div>")


@given(st.lists(st.one_of(st.none(), NUMBERS), min_size=2, max_size=40))
def test_a_line_of_any_numbers_stays_in_its_box(values: list[float | None]) -> None:
    svg = line_plot(
        values, [str(at) for at in range(len(values))], label="a", words=lambda value: f"{value:.0f}"
    )
    if len([value for value in values if value is not None]) < 2:
        assert svg == ""
        return
    for picture in drawn(svg):
        width, height = (float(side) for side in picture.attrib["viewBox"].split()[2:])
        for line in picture.iter("polyline"):
            for point in line.attrib["points"].split():
                x, y = (float(part) for part in point.split(","))
                assert -0.2 <= x <= width + 0.2
                assert -0.2 <= y <= height + 0.2


@given(st.lists(st.floats(min_value=0, max_value=1e9), min_size=1, max_size=20))
def test_columns_of_any_numbers_are_well_formed(values: list[float]) -> None:
    svg = columns_plot(values, [str(at) for at in range(len(values) + 1)], label="a", words=str)
    assert (svg == "") is (not any(values))
    for picture in drawn(svg):
        assert len(list(picture.iter("rect"))) == len([value for value in values if value])


def test_what_is_seen_is_said_and_letters_keep_their_size_on_a_phone() -> None:
    svg = line_plot(
        [1, 5, 3], ["2024", "2025", "2026"], label='from "1" to <3>', words=lambda value: f"{value:.0f}"
    )
    wide, narrow = drawn(svg)
    assert wide.attrib["aria-label"] == narrow.attrib["aria-label"] == 'from "1" to <3>'
    assert (wide.attrib["class"], narrow.attrib["class"]) == ("plot plot--wide", "plot plot--narrow")
    assert "style" not in svg
    assert [text.text for text in wide.iter("text") if text.attrib["class"] == "plot__figure"] == ["5", "3"]


def test_a_gap_parts_the_line() -> None:
    svg = line_plot([1, 2, None, 4, 5], list("abcde"), label="", words=str)
    assert len(re.findall("<polyline", svg)) == 4


@pytest.mark.parametrize(
    ("least", "step"), [(0.3, 0.5), (1, 1), (1.2, 2), (3, 5), (7, 10), (130, 200), (0, 1)]
)
def test_an_axis_goes_in_steps_that_people_count_in(least: float, step: float) -> None:
    assert nice_step(least) == pytest.approx(step)
