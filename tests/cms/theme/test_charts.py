from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import pytest

from cms.theme.charts import histogram, sparkline


def line_of(svg: str) -> list[tuple[float, float]]:
    points = re.search(r'<polyline[^>]* points="([^"]*)"', svg)
    assert points
    return [tuple(map(float, point.split(","))) for point in points[1].split()]  # type: ignore[misc]  # two numbers a point


def test_no_points_draw_nothing() -> None:
    assert sparkline([]) == ""
    assert sparkline([math.nan]) == ""


def test_one_point_is_a_level_line_across() -> None:
    assert line_of(sparkline([7])) == [(0, 15), (100, 15)]


def test_many_points_fill_the_box_from_lowest_to_highest() -> None:
    line = line_of(sparkline([10, 30, 20, 50]))

    assert [x for x, _y in line] == pytest.approx([0, 33.33, 66.67, 100])
    assert line[0][1] == max(y for _x, y in line) == 27
    assert line[3][1] == min(y for _x, y in line) == 3


def test_equal_points_are_a_level_line() -> None:
    assert {y for _x, y in line_of(sparkline([4, 4, 4]))} == {15}


@pytest.mark.parametrize("svg", [sparkline([1, 2], label='2 < 3 & "so"'), histogram([1, 0, 3], label="<b>")])
def test_charts_are_well_formed_and_say_what_they_show(svg: str) -> None:
    root = ET.fromstring(svg)

    assert root.get("role") == "img"
    assert root.get("aria-label") in {'2 < 3 & "so"', "<b>"}
    assert "style" not in svg


def test_a_chart_without_words_is_hidden_from_those_who_hear() -> None:
    assert ET.fromstring(sparkline([1, 2])).get("aria-hidden") == "true"


def test_an_unknown_tone_is_left_out() -> None:
    assert ET.fromstring(sparkline([1, 2], tone='x" onload="')).get("class") == "sparkline"


def test_the_highest_bar_is_as_tall_as_the_box_and_empty_ones_are_missing() -> None:
    bars = ET.fromstring(histogram([1, 0, 4])).findall("rect")

    assert [float(bar.get("height", 0)) for bar in bars] == [7.5, 30]


def test_nothing_counted_draws_nothing() -> None:
    assert histogram([]) == histogram([0, 0]) == ""
