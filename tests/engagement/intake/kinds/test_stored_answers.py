"""Stored answers are never trusted: anything may stand in a draft's JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.intake.definition import Question
from engagement.intake.kinds import kinds
from engagement.intake.kinds.base import kind_of
from engagement.intake.kinds.figures import plain, read_number
from engagement.intake.kinds.patterns import pattern_of
from engagement.intake.kinds.writing import for_spreadsheet
from tests.factories.places import make_places
from tests.factories.questions import ask, asking, read, typed

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

SETTINGS: dict[str, dict[str, Any]] = {
    "identifier": {"scheme": "isbn"},
    "feature": {"collection": "nothing"},
    "dataset_choice": {"collection": "nothing", "column": "none"},
    "many_of": {"least": 2},
    "email": {"confirm": True},
    "hidden": {"parameter": "from"},
    "number": {"decimals": 2, "least": "1", "most": "9"},
}


def every_kind() -> list[Question]:
    inner = (ask("short_text", name="inner"), ask("date", name="inner day"))
    return [
        ask(
            name,
            settings=SETTINGS.get(name, {}),
            questions=inner if name == "group" else (),
        )
        for name in kinds.names()
    ]


numbers = st.integers() | st.floats(allow_nan=True, allow_infinity=True)
words = st.text(max_size=40) | st.sampled_from(
    ["1e999999", "NaN", "\x00", "\ud800", "9" * 5000, "=1+1", "2026-02-30"]
)
leaves = st.none() | st.booleans() | numbers | words
keys = st.sampled_from(
    ["type", "coordinates", "street", "number", "collection", "fid", "name", "drawing", "x"]
)
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(keys | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.kind)
@EXAMPLES
@given(answer=anything)
def test_whatever_is_stored_is_read_or_refused(question: Question, answer: Any) -> None:
    kind = kind_of(question)
    try:
        value = (
            kind.read(question, answer, asking()) if kind.asks else kind.standing(question, answer, asking())
        )
    except ValidationError as refused:
        messages = refused.messages
    else:
        messages = ["read"]
        if value is not None:
            assert isinstance(kind.shown(question, value, "el"), str)
    assert all(isinstance(message, str) and message for message in messages)


HOSTILE: list[Any] = [
    ["short text in a list"],
    {"street": {"$ne": 1}, "number": []},
    {"type": "Point", "coordinates": [1e400, 0]},
    {"type": "Point", "coordinates": [[[[]]]]},
    {"type": "Polygon", "coordinates": [[[23, 38]] * 100_000]},
    {"name": "x" * 10_000_000, "drawing": ""},
    "x" * 10_000_000,
    [{}] * 500,
]


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.kind)
@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_huge_or_of_the_wrong_shape_is_refused(question: Question, answer: Any) -> None:
    kind = kind_of(question)
    if kind.asks:
        with pytest.raises(ValidationError):
            kind.read(question, answer, asking())
    else:
        assert kind.standing(question, answer, asking()) is None


def test_the_fixed_value_of_a_form_counts_not_the_stored_one() -> None:
    fixed = ask("hidden", settings={"value": "summer"})
    assert kind_of(fixed).standing(fixed, "winter", asking()) == "summer"
    of_address = ask("hidden", settings={"parameter": "from"})
    assert kind_of(of_address).first(of_address, asking(query={"from": " poster \u202e"})) == "poster"
    assert kind_of(of_address).first(of_address, asking(query={"from": "x" * 201})) is None


@EXAMPLES
@given(text=st.text(max_size=60))
def test_a_text_that_was_taken_is_taken_again(text: str) -> None:
    question = ask("short_text", required=False)
    answer = typed(question, text)
    if not isinstance(answer, list):
        assert read(question, answer) == answer


@EXAMPLES
@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
)
@pytest.mark.parametrize("language", ["el", "en"])
def test_a_number_shown_in_its_field_is_read_as_the_same(language: str, number: Decimal) -> None:
    question = ask("number", settings={"decimals": 2})
    field = kind_of(question).field(question, asking(language))
    with override(language):
        assert field.clean(field.prepare_value(number)) == number
        assert (
            read_number(
                kind_of(question).shown(question, plain(number), language), decimals=2, language=language
            )
            == number
        )


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a*)*b", "(a|a)+(b+)+", "a*a*a*a*a*", "(", "x" * 300, r"(\w+\s?)+$"]
)
def test_patterns_that_could_take_for_ever_are_not_used(pattern: str) -> None:
    assert pattern_of(pattern) is None
    question = ask("short_text", settings={"pattern": pattern}, hint={"en": "Like this"})
    assert len(kind_of(question).problems(question)) == 1


@pytest.mark.parametrize("pattern", [r"\d{3}-[A-Z]{2}", r"[A-Z]+\d*", r"(ab|cd){1,3}", r".{1,40}"])
def test_usual_patterns_are_used(pattern: str) -> None:
    assert pattern_of(pattern) is not None


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+30 21", "'+30 21"),
        ("-1,5 €", "-1,5 €"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("a=b", "a=b"),
    ],
)
def test_a_cell_never_begins_like_a_formula(text: str, cell: str) -> None:
    assert for_spreadsheet(text) == cell


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.kind)
def test_the_sample_of_a_kind_fits_it(question: Question) -> None:
    make_places()
    kind = kind_of(question)
    sample = kind.sample(question, "en")
    if sample is not None and kind.asks and question.kind != "email":
        # No file is stored for a sample: it stands where nothing is sent.
        assert kind.read(question, sample, asking(is_preview=question.kind == "file")) is not None
