"""Which change makes which number, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from engagement.eservices.terms import Terms
from engagement.eservices.versions import Weight, diff, diff_terms, next_number, note_of
from engagement.intake.definition import Choice, FormDefinition, Question
from tests.factories.forms import a_form, a_question, a_step, both, id_of

OLD = a_form(
    a_step(
        "one",
        a_question("yes_no", "dog"),
        a_question("number", "age", required=False, settings={"most": 30, "unit": both("years")}),
        a_question("one_of", "size", "small", "large"),
    ),
    a_step("two", a_question("group", "rows", questions=(a_question("number", "inner"),))),
)


def with_question(name: str, change: Callable[[Question], Any]) -> FormDefinition:
    """The form with one question changed; None takes it away."""

    def changed(questions: tuple[Question, ...]) -> tuple[Question, ...]:
        made = [change(each) if each.name == name else each for each in questions]
        return tuple(replace(each, questions=changed(each.questions)) for each in made if each is not None)

    return replace(OLD, steps=tuple(replace(step, questions=changed(step.questions)) for step in OLD.steps))


def with_step(**changes: Any) -> FormDefinition:
    return replace(OLD, steps=(replace(OLD.steps[0], **changes), OLD.steps[1]))


CONDITION = {"op": "answered", "question": id_of("dog")}


@pytest.mark.parametrize(
    ("new", "weight", "code", "sentence"),
    [
        (
            with_question("dog", lambda _q: None),
            Weight.MAJOR,
            "question_removed",
            "“Dog” is no longer asked.",
        ),
        (
            with_question("inner", lambda _q: None),
            Weight.MAJOR,
            "question_removed",
            "“Inner” is no longer asked.",
        ),
        (
            with_question("dog", lambda q: replace(q, kind="declaration")),
            Weight.MAJOR,
            "kind",
            "“Dog” became another kind of question.",
        ),
        (
            with_question("age", lambda q: replace(q, required=True)),
            Weight.MAJOR,
            "required",
            "“Age” must now be answered.",
        ),
        (
            with_question("size", lambda q: replace(q, choices=q.choices[:1])),
            Weight.MAJOR,
            "choice_removed",
            "“Size” no longer offers “Large”.",
        ),
        (
            with_question("size", lambda q: replace(q, choices=(*q.choices, Choice("c-huge", both("Huge"))))),
            Weight.MINOR,
            "choice_added",
            "“Size” now offers “Huge”.",
        ),
        (
            with_question("dog", lambda q: replace(q, required=False)),
            Weight.MINOR,
            "optional",
            "“Dog” may now be left empty.",
        ),
        (
            with_question("age", lambda q: replace(q, when=CONDITION)),
            Weight.MINOR,
            "condition",
            "The condition of “Age” changed.",
        ),
        (
            with_question("age", lambda q: replace(q, settings={**q.settings, "most": 20})),
            Weight.MINOR,
            "settings",
            "The settings of “Age” changed.",
        ),
        (
            with_question("age", lambda q: replace(q, settings={**q.settings, "unit": both("y")})),
            Weight.PATCH,
            "texts",
            "Texts of “Age” changed.",
        ),
        (
            with_question("age", lambda q: replace(q, label=both("How old"))),
            Weight.PATCH,
            "texts",
            "Texts of “How old” changed.",
        ),
        (
            with_question("size", lambda q: replace(q, choices=q.choices[::-1])),
            Weight.PATCH,
            "choice_order",
            "The answers of “Size” come in another order.",
        ),
        (
            with_question(
                "size", lambda q: replace(q, choices=(replace(q.choices[0], label=both("S")), q.choices[1]))
            ),
            Weight.PATCH,
            "choice_texts",
            "Answers of “Size” were reworded.",
        ),
        (
            with_step(questions=(*OLD.steps[0].questions, a_question("yes_no", "cat"))),
            Weight.MINOR,
            "question_added",
            "“Cat” was added.",
        ),
        (
            with_step(questions=OLD.steps[0].questions[::-1]),
            Weight.MINOR,
            "question_order",
            "The questions come in another order.",
        ),
        (
            with_step(when=CONDITION),
            Weight.MINOR,
            "step_condition",
            "The condition of the step “One” changed.",
        ),
        (with_step(title=both("First")), Weight.PATCH, "step_texts", "Texts of the step “First” changed."),
        (
            replace(OLD, steps=(*OLD.steps, a_step("three"))),
            Weight.MINOR,
            "step_added",
            "The step “Three” was added.",
        ),
        (
            replace(OLD, languages=("el",)),
            Weight.MINOR,
            "language_removed",
            "The form is no longer complete in English.",
        ),
    ],
)
def test_a_change_has_its_weight_and_its_sentence(
    new: FormDefinition, weight: Weight, code: str, sentence: str
) -> None:
    with override("en"):
        assert [(each.weight, each.code, str(each.sentence)) for each in diff(OLD, new)] == [
            (weight, code, sentence)
        ]


def test_a_question_that_moves_into_a_group_is_another_one() -> None:
    age = OLD.steps[0].questions[1]
    without = with_question("age", lambda _q: None)
    group = without.steps[1].questions[0]
    moved = replace(
        without,
        steps=(
            without.steps[0],
            replace(without.steps[1], questions=(replace(group, questions=(*group.questions, age)),)),
        ),
    )
    assert "group" in {each.code for each in diff(OLD, moved) if each.weight == Weight.MAJOR}


def test_nothing_changed_between_a_form_and_itself() -> None:
    assert diff(OLD, OLD) == []
    assert diff_terms(Terms(), Terms()) == []


@pytest.mark.parametrize(
    ("weights", "number"),
    [
        ([], (2, 3, 5)),
        ([Weight.PATCH], (2, 3, 5)),
        ([Weight.PATCH, Weight.MINOR], (2, 4, 0)),
        ([Weight.MINOR, Weight.MAJOR, Weight.PATCH], (3, 0, 0)),
    ],
)
def test_the_weightiest_change_makes_the_number(weights: list[Weight], number: tuple[int, int, int]) -> None:
    change = diff(OLD, with_step(title=both("First")))[0]
    assert next_number((2, 3, 4), [replace(change, weight=weight) for weight in weights]) == number


@pytest.mark.parametrize(
    ("new", "weight"),
    [
        (Terms(needs_account=True), Weight.MAJOR),
        (Terms(fee=({"amount": {"op": "number", "value": "5"}},)), Weight.MINOR),
        (Terms(most_in_total=5), Weight.MINOR),
        (Terms(intro={"en": "Hello"}, thanks={"en": "Bye"}), Weight.PATCH),
    ],
)
def test_terms_have_their_weights(new: Terms, weight: Weight) -> None:
    assert [each.weight for each in diff_terms(Terms(), new)] == [weight]


def test_the_note_tells_the_changes_in_both_languages() -> None:
    note = note_of(diff(OLD, with_question("dog", lambda _q: None)))
    assert note["en"] == "“Dog” is no longer asked."
    assert note["el"] == "Το «Dog (el)» δεν ζητείται πια."


def test_a_long_note_ends_with_how_many_more() -> None:
    many = [a_question("yes_no", f"q{number}") for number in range(20)]
    note = note_of(diff(OLD, with_step(questions=(*OLD.steps[0].questions, *many))))
    assert note["en"].splitlines()[-1] == "And 8 more changes."
    assert len(note["en"].splitlines()) == 13
