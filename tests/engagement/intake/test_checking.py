"""What *Check* finds in a form, and what it leaves in peace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from engagement.intake.checking import Level, check
from engagement.intake.choices import Privacy
from engagement.intake.definition import Choice, FormDefinition
from tests.factories.forms import a_form, a_question, a_step, both, id_of

EMAIL = a_question("email", "email")


def codes(form: FormDefinition, **options: Any) -> list[str]:
    return [found.code for found in check(form, **options)]


def with_when(form: FormDefinition, name: str, when: Any) -> FormDefinition:
    """The form with another condition on a question, as if it was stored before others changed."""
    steps = tuple(
        replace(
            step,
            questions=tuple(
                replace(each, when=when) if each.name == name else each for each in step.questions
            ),
        )
        for step in form.steps
    )
    return replace(form, steps=steps)


def looks_at(*names: str) -> dict[str, Any]:
    return {"op": "and", "of": [{"op": "answered", "question": id_of(name)} for name in names]}


GOOD = a_form(
    a_step("you", EMAIL, a_question("yes_no", "dog")),
    a_step(
        "dog_step",
        a_question("number", "age", when="dog"),
        a_question("one_of", "size", "small", "large", when="age > 2"),
        a_question("computed", "fee", settings={"expression": "if size = large then 10 else 5"}),
        when="dog is answered",
    ),
)


def test_nothing_is_found_in_a_good_form() -> None:
    assert check(GOOD) == []


def test_errors_come_first_and_in_the_order_of_the_form() -> None:
    form = a_form(
        a_step("one", a_question("yes_no", "a", label=both("WRITTEN IN CAPITALS"))),
        a_step("two"),
        a_step("three"),
    )
    found = check(form)
    assert [one.code for one in found] == ["empty_step", "empty_step", "capitals", "no_contact"]
    assert [one.step_id for one in found] == [id_of("two"), id_of("three"), id_of("one"), ""]
    assert found[2].question_id == id_of("a")


@pytest.mark.parametrize(
    ("questions", "code", "sentence"),
    [
        ([a_question("astrology", "a")], "unknown_kind", "“A” is of a kind that this portal does not know."),
        (
            [a_question("one_of", "a", "only")],
            "settings",
            "“A”: It offers fewer than two answers.",
        ),
        (
            [a_question("yes_no", "a"), a_question("number", "a", id=id_of("b"), label=both("B"))],
            "doubled_name",
            "“B” and “A” have the same short name “a”.",
        ),
        (
            [a_question("yes_no", "today")],
            "reserved_name",
            "“Today” cannot have the short name “today”: it is a word of conditions.",
        ),
        (
            [a_question("one_of", "a", choices=(Choice("1", both("Dog")), Choice("2", both("DOG"))))],
            "doubled_choice",
            "“A” offers the same answer twice: dog, dog (el).",
        ),
        (
            [a_question("yes_no", "a", label={"el": "Α"})],
            "missing_text",
            "“Α” has a text that is missing in English.",
        ),
        (
            [a_question("yes_no", "a", hint={"en": "A hint"})],
            "missing_text",
            "“A” has a text that is missing in Greek.",
        ),
        (
            [a_question("one_of", "a", choices=(Choice("1", both("Dog")), Choice("2", {"el": "Γάτα"})))],
            "missing_text",
            "“A” has a text that is missing in English.",
        ),
        (
            [a_question("number", "a", settings={"unit": {"el": "τμ"}})],
            "missing_text",
            "“A” has a text that is missing in English.",
        ),
    ],
)
def test_what_must_be_mended_is_named(questions: list[Any], code: str, sentence: str) -> None:
    with override("en"):
        found = check(a_form(a_step("one", EMAIL, *questions)))
        assert [(one.level, one.code, str(one.sentence)) for one in found if one.level == Level.ERROR] == [
            (Level.ERROR, code, sentence)
        ]


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        ([a_question("yes_no", "a", label=both("DO YOU KEEP A DOG?"))], "capitals"),
        ([a_question("yes_no", "a", label=both("x" * 121))], "long_label"),
        ([a_question("long_text", "a", privacy=Privacy.SENSITIVE)], "no_need_told"),
        ([a_question("afm", "a")], "no_need_told"),
        ([a_question("yes_no", f"q{number}") for number in range(16)], "many_questions"),
    ],
)
def test_advice_is_given(questions: list[Any], code: str) -> None:
    found = check(a_form(a_step("one", EMAIL, *questions)))
    assert {(one.level, one.code) for one in found} == {(Level.ADVICE, code), *_of_full_step(questions)}


def _of_full_step(questions: list[Any]) -> set[Any]:
    return {(Level.ADVICE, "many_questions")} if len(questions) > 14 else set()


def test_a_form_without_any_way_to_answer_is_told_unless_the_person_is_known() -> None:
    form = a_form(a_step("one", a_question("yes_no", "a")))
    assert codes(form) == ["no_contact"]
    assert codes(form, knows_the_person=True) == []


def test_a_language_that_the_form_is_not_offered_in_yet_is_advice() -> None:
    form = a_form(a_step("one", replace(EMAIL, label={"el": "Ηλ. ταχυδρομείο"})), languages=("el",))
    found = check(form, languages=("el", "en"))
    assert {(one.level, one.code) for one in found} == {(Level.ADVICE, "missing_text")}


def test_a_question_without_any_label_is_an_error_in_every_language() -> None:
    form = a_form(a_step("one", replace(EMAIL, label={})), languages=("el",))
    assert codes(form, languages=("el", "en")) == ["missing_text", "missing_text"]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ({"op": "answered", "question": id_of("gone")}, "removed_question"),
        ({"op": "answered", "question": id_of("c")}, "later_question"),
        (
            {
                "op": "=",
                "of": [
                    {"op": "answer", "question": id_of("a"), "as": "choice"},
                    {"op": "choice", "question": id_of("a"), "value": "c-gone"},
                ],
            },
            "removed_choice",
        ),
        ({"op": "truth", "of": [{"op": "answer", "question": id_of("a"), "as": "yes_no"}]}, "changed_kind"),
    ],
)
def test_a_condition_that_looks_at_what_is_not_there_is_an_error(when: Any, code: str) -> None:
    form = a_form(
        a_step("one", EMAIL, a_question("one_of", "a", "x", "y"), a_question("yes_no", "b")),
        a_step("two", a_question("yes_no", "c")),
    )
    assert code in codes(with_when(form, "b", when))


def test_a_step_that_looks_into_itself_is_an_error() -> None:
    form = a_form(a_step("one", EMAIL), a_step("two", a_question("yes_no", "a"), when="a"))
    assert codes(form) == ["later_question"]


@pytest.mark.parametrize(
    ("sight", "ring"),
    [
        ({"a": "a"}, "“A” looks at itself."),
        ({"a": "b", "b": "a"}, "“A” and “B” wait for each other: neither can be known first."),
        ({"a": "c", "c": "b", "b": "a"}, "“A” and “C” wait for each other: neither can be known first."),
    ],
)
def test_a_loop_is_told_once(sight: dict[str, str], ring: str) -> None:
    form = a_form(a_step("one", EMAIL, *(a_question("yes_no", name) for name in "abc")))
    for name, seen in sight.items():
        form = with_when(form, name, looks_at(seen))
    with override("en"):
        assert [str(one.sentence) for one in check(form)] == [ring]


def test_computed_values_that_wait_for_each_other_are_a_loop() -> None:
    first, second = (
        a_question(
            "computed", name, settings={"expression": {"op": "+", "of": [_answer(other), _answer(other)]}}
        )
        for name, other in (("a", "b"), ("b", "a"))
    )
    assert codes(a_form(a_step("one", EMAIL, first, second))) == ["loop"]


def _answer(name: str) -> dict[str, Any]:
    return {"op": "answer", "question": id_of(name), "as": "number"}


def test_what_can_never_appear_is_found() -> None:
    form = a_form(
        a_step(
            "one",
            EMAIL,
            a_question("yes_no", "a"),
            a_question("number", "b", when="a and a = no"),
            a_question("number", "c", when="b > 5"),
        ),
        a_step("two", a_question("number", "d", when="a"), when="not a and a"),
        a_step("three", a_question("number", "e", when="a"), when="a = no"),
    )
    assert [(one.code, one.question_id or one.step_id) for one in check(form)] == [
        ("unreachable", id_of("b")),
        ("unreachable", id_of("c")),
        ("unreachable_step", id_of("two")),
        ("unreachable", id_of("e")),
    ]


def test_a_condition_within_a_group_is_told() -> None:
    inner = replace(a_question("number", "inner"), when=looks_at("email"))
    form = a_form(a_step("one", EMAIL, a_question("group", "rows", questions=(inner,))))
    assert "group_condition" in codes(form)


def test_the_sentences_speak_the_language_of_whoever_reads_them() -> None:
    found = check(a_form(a_step("one", EMAIL), a_step("two")))
    with override("el"):
        assert [str(one.sentence) for one in found] == [
            "Το βήμα «Two (el)» δεν έχει καμία ερώτηση. Προσθέστε μία ή αφαιρέστε το βήμα."
        ]
