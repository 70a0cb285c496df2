"""Repeating groups, without any script."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from engagement.intake.kinds.base import kind_of
from tests.factories.questions import ask, drawn, read, sent, shown, typed

pytestmark = pytest.mark.django_db

NAME = ask("short_text", name="child's name", label={"el": "Όνομα", "en": "Name"})
BORN = ask("date", name="child's day", label={"el": "Γέννηση", "en": "Born"}, required=False)
CHILDREN = ask("group", questions=(NAME, BORN), settings={"most": 3, "entry": {"en": "Child"}})


def entry(number: int, name: str, day: str = "") -> dict[str, str]:
    return {
        f"-{number}-q-{NAME.id}": name,
        f"-{number}-q-{BORN.id}_day": day,
        f"-{number}-q-{BORN.id}_month": "2" if day else "",
        f"-{number}-q-{BORN.id}_year": "2015" if day else "",
    }


def test_entries_are_kept_in_their_order_by_the_ids_of_their_questions() -> None:
    answer = typed(CHILDREN, {"-order": "0,4", **entry(0, "Anna", "1"), **entry(4, "Petros")})
    assert answer == [{NAME.id: "Anna", BORN.id: "2015-02-01"}, {NAME.id: "Petros"}]
    assert read(CHILDREN, answer) == answer
    assert shown(CHILDREN, answer) == "1. Name: Anna\n– Born: 1 February 2015\n2. Name: Petros"


def test_another_entry_is_added_by_a_button_and_nothing_is_scolded() -> None:
    form = sent(CHILDREN, {"-order": "0", "-add": "1", **entry(0, "")})
    assert form.pressed == CHILDREN
    assert not form.errors
    page = str(form[f"q-{CHILDREN.id}"])
    assert page.count('<fieldset class="entry"') == 2
    assert "Child 2" in page
    assert "Write an answer" not in page


def test_an_entry_that_is_taken_away_leaves_the_numbers_of_the_others() -> None:
    data = {
        "-order": "0,1,2",
        "-remove-1": "1",
        **entry(0, "Anna"),
        **entry(1, "Petros"),
        **entry(2, "Eleni"),
    }
    form = sent(CHILDREN, data)
    page = str(form[f"q-{CHILDREN.id}"])
    assert form.pressed == CHILDREN
    assert 'value="0,2"' in page
    assert "Petros" not in page
    assert "Eleni" in page
    assert form.answers[CHILDREN.id] == [{NAME.id: "Anna"}, {NAME.id: "Eleni"}]


def test_no_more_than_the_limit_are_added() -> None:
    data = {"-order": "0,1,2", "-add": "1", **entry(0, "A"), **entry(1, "B"), **entry(2, "C")}
    page = str(sent(CHILDREN, data)[f"q-{CHILDREN.id}"])
    assert page.count('<fieldset class="entry"') == 3
    assert "-add" not in page


def test_a_mistake_stands_by_its_own_field_and_what_is_right_is_kept() -> None:
    form = sent(CHILDREN, {"-order": "0,1", **entry(0, "Anna"), **entry(1, "", "3")})
    assert list(form.errors[f"q-{CHILDREN.id}"]) == ["Please look at entry 2 again."]
    assert "Write an answer." in str(form[f"q-{CHILDREN.id}"])
    assert form.answers[CHILDREN.id] == [{NAME.id: "Anna"}, {BORN.id: "2015-02-03"}]


def test_an_empty_entry_is_left_out() -> None:
    assert typed(CHILDREN, {"-order": "0,1", **entry(0, "Anna"), **entry(1, "")}) == [{NAME.id: "Anna"}]
    assert typed(CHILDREN, {"-order": "0", **entry(0, "")}) == ["Give at least one entry."]
    assert typed(CHILDREN, {}) == ["Give at least one entry."]


@pytest.mark.parametrize("count", [4, 51, 500])
def test_too_many_entries_are_refused_typed_or_stored(count: int) -> None:
    data: dict[str, Any] = {"-order": ",".join(map(str, range(count)))}
    for number in range(count):
        data |= entry(number, f"Child {number}")
    sentence = "There can be at most 3 entries. Take some away."
    assert typed(CHILDREN, data) == [sentence]
    with pytest.raises(ValidationError, match="at most 3"):
        read(CHILDREN, [{NAME.id: "A"}] * count)


@pytest.mark.parametrize("order", ["0,0,0", "9999999", "a,b", "-1", "0;1", ",,,", "0,\x00"])
def test_a_tampered_order_breaks_nothing(order: str) -> None:
    assert isinstance(typed(CHILDREN, {"-order": order, **entry(0, "Anna")}), list)


def test_an_answer_of_a_foreign_question_is_left_out() -> None:
    assert read(CHILDREN, [{NAME.id: "Anna", "else": "x"}]) == [{NAME.id: "Anna"}]
    with pytest.raises(ValidationError, match=r"1\. Name"):
        read(CHILDREN, [{NAME.id: ["x"]}])


def test_stored_entries_are_drawn_again_with_an_empty_one_for_nobody() -> None:
    page = drawn(CHILDREN, stored=[{NAME.id: "Anna"}, {NAME.id: "Petros"}])
    assert page.count('<fieldset class="entry"') == 2
    assert drawn(CHILDREN).count('<fieldset class="entry"') == 1


def test_check_finds_groups_in_groups_and_conditions() -> None:
    kind = kind_of(CHILDREN)
    assert list(kind.problems(CHILDREN)) == []
    inner = ask("short_text", name="when", when={"op": "answered"})
    strange = ask("group", questions=(CHILDREN, inner), settings={"least": 5, "most": 3})
    assert len(kind.problems(strange)) == 3
