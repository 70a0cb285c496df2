"""What holds for every text and every stored answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from engagement.intake.expressions import (
    ExpressionProblem,
    Facts,
    as_answer,
    compile_condition,
    compile_value,
    decompile,
    holds,
    in_words,
    questions_in,
    truth,
    value_of,
)
from tests.engagement.intake.expressions.test_language import NAMES, QUESTIONS
from tests.factories.forms import id_of

# Enough to meet each way an expression is built several times; no deadline, for machines that do other things.
quick = settings(max_examples=50, deadline=None)
FACTS = Facts(day=date(2026, 5, 21))
IDS = [each for question in QUESTIONS for each in (question.id, *(inner.id for inner in question.questions))]

plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        [
            "1E+999999",
            "-0",
            "NaN",
            "Infinity",
            "2026-02-30",
            "9999-12-31",
            "0001-01-01",
            "١٢",
            "c-market",
            "1" * 60,
        ]
    )
)
anything = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*IDS, "district", "amount", "code", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)
answers = st.dictionaries(st.sampled_from(IDS), anything, max_size=len(IDS))

days = st.sampled_from(
    ["today", "birth_date", "birth_date - 3 months", "today + (area * 2) days", "1/2/2026 - 4 years"]
)
atoms = st.sampled_from(
    [
        "owner",
        "accepts",
        "owner = όχι",
        "permit = market",
        'permit != "Music"',
        "permit = yes",
        "permit in (market, music)",
        "extras includes heater",
        "city = 'αθήνα'",
        """city = «he said "it's"»""",
        "city is not answered",
        "place is in district 'Harbour'",
        "items is answered",
    ]
)
numbers = st.recursive(
    st.sampled_from(["area", "2,5", "0", "-3", "0.125", "years since birth_date", "count(extras)"])
    | st.sampled_from(["sum(items.quantity * items.price)", "sum(if items.price > 2 then area else 1)"]),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
        | st.builds("{} {} {}".format, inner, st.sampled_from("+-*/"), inner)
        | st.builds("-({})".format, inner)
        | st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "μέγιστο"]), inner, inner)
        | st.builds("round({}, {})".format, inner, st.integers(0, 6))
        | st.builds("(if {} then {} else {})".format, atoms, inner, inner)
    ),
    max_leaves=6,
)
conditions = st.recursive(
    atoms
    | st.builds("{} {} {}".format, numbers, st.sampled_from(["=", "≠", "<", "<=", ">", "≥"]), numbers)
    | st.builds("{} {} {}".format, days, st.sampled_from(["=", "!=", "<", ">="]), days)
    | st.builds("{} in ({}; {})".format, numbers, numbers, numbers),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or", "ΚΑΙ", "ή"]), inner)
        | st.builds("{} {} {}".format, inner, st.sampled_from(["and", "or"]), inner)
        | st.builds("{} ({})".format, st.sampled_from(["not", "δεν", "όχι"]), inner)
    ),
    max_leaves=6,
)


def compiled(compiler: Any, text: str) -> Any:
    """What a text compiles to; a text that grew too long or too deep is no example."""
    try:
        return compiler(text, NAMES)
    except ExpressionProblem as problem:
        if problem.code not in {"too_deep", "too_long"}:
            raise
        reject()


@quick
@given(conditions)
def test_a_condition_written_anew_compiles_to_the_same(text: str) -> None:
    data = compiled(compile_condition, text)
    for language in ("en", "el"):
        assert compiled(compile_condition, decompile(data, NAMES, language)) == data


@quick
@given(numbers)
def test_a_value_written_anew_compiles_to_the_same(text: str) -> None:
    data = compiled(compile_value, text)
    for language in ("en", "el"):
        assert compiled(compile_value, decompile(data, NAMES, language)) == data


@quick
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["area", "owner", "(", ")", "not", "όχι", "and", ">", "5", "'x'", ",", "sum", "in", "is"]
        )
    ).map(" ".join)
)
def test_any_text_is_compiled_or_refused(text: str) -> None:
    try:
        data = compile_condition(text, NAMES)
    except ExpressionProblem as problem:
        found = (0 <= problem.at <= len(text), bool(str(problem)))
    else:
        found = (True, holds(data, {}, FACTS) in {True, False})
    assert found == (True, True)


@quick
@given(conditions, answers)
def test_a_condition_is_decided_or_not_whatever_is_stored(text: str, stored: dict[str, Any]) -> None:
    data = compiled(compile_condition, text)
    assert truth(data, stored, FACTS) in {True, False, None}


@quick
@given(numbers, answers)
def test_a_value_is_reckoned_or_missing_whatever_is_stored(text: str, stored: dict[str, Any]) -> None:
    found = as_answer(value_of(compiled(compile_value, text), stored, FACTS))
    assert found is None or isinstance(found, str)


@quick
@given(conditions, answers)
def test_not_turns_a_decided_condition_around(text: str, stored: dict[str, Any]) -> None:
    data, opposite = compiled(compile_condition, text), compiled(compile_condition, f"not ({text})")
    found = truth(data, stored, FACTS)
    assert truth(opposite, stored, FACTS) is (None if found is None else not found)


operations = [
    "and",
    "or",
    "not",
    "truth",
    "=",
    "<",
    "in",
    "answered",
    "includes",
    "in_district",
    "is",
    "answer",
    "number",
    "date",
    "text",
    "+",
    "-",
    "/",
    "negative",
]
operations += [
    "min",
    "max",
    "round",
    "later",
    "earlier",
    "since",
    "if",
    "sum",
    "count",
    "today",
    "choice",
    "truth_value",
    "nonsense",
]
broken = st.recursive(
    anything,
    lambda inner: st.fixed_dictionaries(
        {"op": st.sampled_from(operations) | plain},
        optional={
            "of": st.lists(inner, max_size=3) | inner,
            "question": st.sampled_from(IDS) | inner,
            "group": st.sampled_from(IDS) | inner,
            "as": st.sampled_from(["number", "date", "text", "choice", "yes_no", "other"]),
            "value": inner,
            "unit": st.sampled_from(["days", "months", "years"]) | plain,
            "decimals": plain,
            "district": plain,
        },
    ),
    max_leaves=15,
)


@quick
@given(broken, answers)
@example({"op": "round", "of": [{"op": "number", "value": "999999999999999999"}], "decimals": 6}, {})
def test_data_that_no_text_compiles_to_is_read_all_the_same(data: Any, stored: dict[str, Any]) -> None:
    assert holds(data, stored, FACTS) in {True, False}
    value_of(data, stored, FACTS)
    assert isinstance(in_words(data, QUESTIONS, "el"), str)
    questions_in(data)


def test_data_deeper_than_any_text_comes_to_nothing() -> None:
    data: dict[str, Any] = {"op": "truth_value", "value": True}
    for _level in range(5_000):
        data = {"op": "not", "of": [{"op": "not", "of": [data]}]}
    assert holds(data, {}, FACTS) is False
    assert in_words(data, QUESTIONS, "en")
    assert questions_in(data) == set()


def test_rows_within_rows_end() -> None:
    group = id_of("items")
    data: dict[str, Any] = {"op": "number", "value": "1"}
    for _level in range(6):
        data = {"op": "sum", "group": group, "of": [data]}
    assert value_of(data, {group: [{}] * 1_000}, FACTS) is not None
