"""A condition is called impossible only when no answers meet it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.intake.definition import FormDefinition
from engagement.intake.evaluation import read_answers
from engagement.intake.expressions import compile_condition, names_of
from engagement.intake.expressions.contradictions import never_holds, places_of
from engagement.intake.kinds import Asking
from tests.factories.forms import a_form, a_question, a_step, id_of

QUESTIONS = [
    a_question("number", "area", settings={"least": 1, "most": 100}),
    a_question("number", "people"),
    a_question("yes_no", "owner"),
    a_question("one_of", "permit", "market", "music"),
    a_question("many_of", "extras", "heater", "parasol"),
    a_question("date", "day"),
    a_question("address", "place"),
    a_question("short_text", "city"),
]
FORM = a_form(a_step("one", *QUESTIONS))
NAMES = names_of(FORM)


def is_impossible(*texts: str, form: FormDefinition = FORM) -> bool:
    return never_holds([compile_condition(text, names_of(form)) for text in texts], places_of(form))


@pytest.mark.parametrize(
    "text",
    [
        "owner and not owner",
        "owner = yes and owner is not answered",
        "permit = market and permit = music",
        "permit != market and permit != music",
        "permit not in (market, music)",
        "area > 5 and area < 5",
        "area > 5 and area <= 5",
        "area > 100",
        "area < 1 or area > 100,5",
        "people = 3 and people in (1, 2)",
        "people >= 2 and not people >= 1",
        "day < 1/2/2026 and day > 1/2/2026",
        "day > 1/2/2026 and day < 2/2/2026",
        "city = 'a' and city = 'b'",
        "city = 'Άργος' and city != 'ΑΡΓΟΣ'",
        "place is in district 'd1' and place is in district 'd2'",
        "extras includes heater and extras is not answered",
        "owner and area > people and area < 1",
        "(owner or permit = market) and not owner and permit = music",
        "people > area and not people > area",
    ],
)
def test_a_contradiction_is_found(text: str) -> None:
    assert is_impossible(text)


@pytest.mark.parametrize(
    "text",
    [
        "owner",
        "not owner",
        "permit != market",
        "area > 5 and area < 6",
        "area = 100",
        "people > area",
        "people > 1 and people > area and area > 99",
        "extras includes heater and extras includes parasol",
        "not extras includes heater and extras is answered",
        "day >= 1/2/2026 and day <= 1/2/2026",
        "city != 'a' and city is answered",
        "place is answered and place is not in district 'd1'",
        "day < today",
        "years since day > 200 and owner",
        "if owner then no else no",
    ],
)
def test_what_can_be_is_not_called_a_contradiction(text: str) -> None:
    assert not is_impossible(text)


def test_conditions_of_step_and_question_count_together() -> None:
    assert is_impossible("owner", "owner = no")
    assert not is_impossible("owner", "area > 5")


def test_a_question_that_is_never_shown_has_no_answer() -> None:
    form = a_form(
        a_step("one", a_question("yes_no", "owner"), a_question("yes_no", "rents", when="owner = no")),
        a_step("two", a_question("number", "rent", when="rents")),
    )
    assert is_impossible("owner and rents", form=form)
    assert is_impossible("owner and rent > 5", form=form)
    assert not is_impossible("owner = no and rent > 5", form=form)


def test_a_proof_that_would_be_too_long_is_not_claimed() -> None:
    many = [a_question("one_of", f"q{number}", *"abcdefgh") for number in range(12)]
    form = a_form(a_step("one", *many))
    all_but = " and ".join(f"(q{number} = a or q{number + 1} = b)" for number in range(11))
    assert not is_impossible(f"({all_but}) and q11 = c and q11 = d", form=form)


# --- Beside trying every answer ----------------------------------------------------------------------------------

SMALL = {
    "a": [None, True, False],
    "b": [None, "c-x", "c-y", "c-z"],
    "c": [None, *(str(number) for number in range(-1, 6))],
    "d": [None, ["c-x"], ["c-y"], ["c-x", "c-y"]],
}
atoms = st.sampled_from(
    [
        "a",
        "a = no",
        "a is answered",
        "b = x",
        "b != y",
        "b in (x, z)",
        "b is not answered",
        "c > 1",
        "c <= 3",
        "c = 2",
        "c > 3",
        "c != 2",
        "d includes x",
        "not d includes y",
        "d is answered",
        "c * 2 = 4",
        "c > 1 + 1",
    ]
)
texts = st.recursive(
    atoms,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner)
        | st.builds("not ({})".format, inner)
    ),
    max_leaves=5,
)


def small_form(conditions: dict[str, str], step_condition: str) -> FormDefinition:
    """Four questions with conditions, and a last one in a step with one."""
    return a_form(
        a_step(
            "one",
            a_question("yes_no", "a", required=False),
            a_question("one_of", "b", "x", "y", "z", required=False, when=conditions["b"]),
        ),
        a_step(
            "two",
            a_question("number", "c", required=False, when=conditions["c"]),
            a_question("many_of", "d", "x", "y", required=False, when=conditions["d"]),
            when=step_condition,
        ),
        a_step("three", a_question("short_text", "last", required=False, when=conditions["last"])),
    )


def shown_with_some_answers(form: FormDefinition) -> set[str]:
    """Ids of the questions that any of all combinations of answers shows."""
    found: set[str] = set()
    for values in product(*SMALL.values()):
        answers: dict[str, Any] = dict(zip(map(id_of, SMALL), values, strict=True))
        found |= read_answers(form, answers, Asking("en")).shown
        if id_of("last") in found and len(found) == 5:
            break
    return found


@settings(max_examples=30, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(("b", "c", "d", "last"), texts)), texts)
def test_nothing_that_can_be_shown_is_called_unreachable(conditions: dict[str, str], step: str) -> None:
    form = small_form(conditions, step)
    places = places_of(form)
    unreachable = {
        place.question.id
        for at, place in enumerate(places)
        if place.is_clear and never_holds(place.conditions, places[:at])
    }
    assert unreachable & shown_with_some_answers(form) == set()
