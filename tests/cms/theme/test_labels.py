"""Labels below an axis."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cms.theme.charts.labels import Label, spread_labels, width_of

WIDTH, SIZE = 320.0, 12.0
TEXTS = st.lists(st.text("0123456789.–/Αα ", max_size=12), min_size=1, max_size=40)


def box(label: Label) -> tuple[float, float]:
    wide = width_of(label.text, SIZE)
    left = {"start": label.x, "middle": label.x - wide / 2, "end": label.x - wide}[label.anchor]
    return left, left + wide


@given(TEXTS)
def test_no_label_is_cut_and_none_runs_into_another(texts: list[str]) -> None:
    places = [at * WIDTH / max(len(texts) - 1, 1) for at in range(len(texts))]
    labels = spread_labels(places, texts, width=WIDTH, size=SIZE)
    assert labels[-1].text == texts[-1]
    boxes = [box(label) for label in labels]
    assert all(left >= -0.01 and right <= WIDTH + 0.01 for left, right in boxes)
    assert all(one[1] < other[0] for one, other in pairwise(boxes))


def test_a_label_at_the_edge_leaves_its_middle_and_the_next_one_makes_room() -> None:
    texts = [f"{year}–{year + 4}" for year in range(1950, 2030, 5)]
    places = [(at + 0.5) * WIDTH / 16 for at in range(16)]
    first, *_between, last = spread_labels(places, texts, width=WIDTH, size=SIZE)
    assert (first.x, first.anchor, last.x, last.anchor) == (0, "start", WIDTH, "end")
    assert len(_between) == 1


def test_what_has_room_is_all_told() -> None:
    labels = spread_labels([0, 160, 320], ["0", "5", "10"], width=WIDTH, size=SIZE)
    assert [label.text for label in labels] == ["0", "5", "10"]


def test_the_last_label_drives_none_out_where_fewer_stand_at_equal_distances() -> None:
    places = [40.0 * at for at in range(9)]
    labels = spread_labels(places, [f"{at * 1000}" for at in range(9)], width=WIDTH, size=SIZE)
    assert [label.text for label in labels] == ["0", "2000", "4000", "6000", "8000"]


def test_no_edge_of_a_bar_is_missing_for_a_hair_before_the_last() -> None:
    places = [at * WIDTH / 9 for at in range(10)]
    labels = spread_labels(places, [f"{2 * at}" for at in range(1, 11)], width=WIDTH, size=SIZE)
    assert [label.text for label in labels] == ["2", "4", "6", "8", "10", "12", "14", "16", "18", "20"]
