"""What is refused, where, and in which words."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from engagement.intake.expressions import (
    ExpressionProblem,
    compile_amount,
    compile_condition,
    compile_value,
    names_of,
)
from engagement.intake.expressions.parsing import MOST_DEPTH
from engagement.intake.expressions.reading import MOST_LETTERS
from tests.engagement.intake.expressions.test_language import NAMES, QUESTIONS
from tests.factories.forms import a_form, a_question, a_step, id_of


def refusal(text: str) -> ExpressionProblem:
    with pytest.raises(ExpressionProblem) as caught:
        compile_condition(text, NAMES)
    return caught.value


@pytest.mark.parametrize(
    ("text", "code", "at", "sentence"),
    [
        ("aera > 5", "unknown", 0, "No question is called “aera”. Did you mean “area”?"),
        ("xyz > 5", "unknown", 0, "No question is called “xyz”."),
        ("owner and price > 5", "unknown", 10, "No question is called “price”. Did you mean “items.price”?"),
        ("permit = markt", "unknown", 9, "“permit” does not offer “markt”. Did you mean “market”?"),
        ("permit = 5", "choice", 9, "Here one of the answers that “permit” offers is expected."),
        (
            "place is in district 'Harbor'",
            "unknown",
            21,
            "No district is called “Harbor”. Did you mean “Harbour”?",
        ),
        ("extras = heater", "many", 0, "“extras” allows several answers: use “includes”."),
        ("permit includes market", "one", 7, "“permit” has one answer: use “=” instead of “includes”."),
        ("items.price > 5", "row", 0, "“items.price” is asked in each row: use it within sum(…)."),
        ("area = 1.500", "thousands", 7, "Is “1.500” 1500 or 1.5000? Write thousands without a separator."),
        (
            "area in (1,2,3)",
            "number",
            9,
            "“1,2,3” is no number. Put a space after the comma between two numbers.",
        ),
        ("birth_date < 30/2/2026", "date", 13, "There is no day 30/2/2026."),
        ("area > today", "sorts", 5, "These two cannot be compared: they are of different kinds."),
        ("city < 'b'", "order", 5, "Only numbers and dates are smaller or larger: use “=” here."),
        (
            "area",
            "sort",
            0,
            "Here a condition is expected, such as “area > 5” or a question answered by yes or no.",
        ),
        ("area > ", "ends", 7, "It ends too early: a question’s short name or a value is missing."),
        ("(area > 5", "ends", 9, "It ends too early: “)” is missing."),
        ("area > 5 owner", "expected", 9, "Instead of “owner”, “and”, “or” or the end is expected here."),
        ("area ? 5", "sign", 5, "“?” means nothing here."),
        ("city = 'Athens", "open_text", 7, "This text in quotes does not end."),
        ("", "empty", 0, "Nothing is written here."),
        ("   ", "empty", 0, "Nothing is written here."),
        ("area + 3 days > 5", "span", 7, "A length of time can only be added to a date or taken from one."),
        (
            "birth_date + 3 > today",
            "span",
            13,
            "Only days, months or years can be added to a date: “30 days”.",
        ),
        ("sum(area) > 3", "rows", 0, "sum(…) needs a question of one repeating group: sum(group.question)."),
        (
            "min(1,5) > 3",
            "arguments",
            0,
            "Here at least two values are needed, with a comma and a space between.",
        ),
    ],
)
def test_a_refusal_says_where_and_why(text: str, code: str, at: int, sentence: str) -> None:
    found = refusal(text)
    with override("en"):
        assert (found.code, found.at, str(found)) == (code, at, sentence)


def test_a_refusal_speaks_the_language_of_whoever_reads_it() -> None:
    found = refusal("aera > 5")
    with override("el"):
        assert str(found) == "Καμία ερώτηση δεν λέγεται «aera». Μήπως εννοείτε «area»;"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 500 + "owner" + ")" * 500,
        "not " * 300 + "owner",
        "-" * 300 + "1 = area",
        "years since " * 150 + "birth_date > 1",
        "if owner then " * 100 + "owner",
        "area" + " + 1 - 1" * 90 + " > 0",
        "owner or " * 1_000,
        "'" + "x" * MOST_LETTERS + "' = city",
        "9" * 400 + " = area",
    ],
)
def test_an_endless_text_is_refused_before_it_is_understood(text: str) -> None:
    assert refusal(text).code in {"too_deep", "too_long", "number"}


def test_long_but_flat_texts_are_accepted() -> None:
    compile_condition(" or ".join(["area = 1"] * (MOST_DEPTH + 20)), NAMES)
    compile_value(" + ".join(["area"] * (MOST_DEPTH + 20)), NAMES)


@pytest.mark.parametrize(
    "text", ["__import__('os')", "area.__class__ = 1", "{area}", "area; owner", "a\x00b"]
)
def test_code_is_no_expression(text: str) -> None:
    assert refusal(text).code


def test_an_amount_must_be_a_number() -> None:
    with pytest.raises(ExpressionProblem) as caught:
        compile_amount("owner", NAMES)
    assert (caught.value.code, caught.value.at) == ("sort", 0)
    assert compile_amount("area * 2", NAMES)["op"] == "*"


def test_a_condition_names_only_earlier_questions() -> None:
    form = a_form(
        a_step("first", a_question("number", "a"), a_question("number", "b")),
        a_step("second", a_question("number", "c")),
    )
    assert set(names_of(form, before=id_of("b")).known) == {"a"}
    assert set(names_of(form, before=id_of("second")).known) == {"a", "b"}
    with pytest.raises(ExpressionProblem) as caught:
        compile_condition("c > 1", names_of(form, before=id_of("b")))
    assert caught.value.code == "later"


def test_within_a_group_the_questions_before_have_their_own_names() -> None:
    names = names_of(QUESTIONS, before=id_of("price"))
    assert compile_condition("quantity > 1 and area > 2", names)["op"] == "and"
    assert "price" not in names.known
