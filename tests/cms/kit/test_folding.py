"""Folding is one rule in two languages."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.kit.folding import fold, folded_sql, words_of

WRITTEN = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.characters(min_codepoint=0x370, max_codepoint=0x3FF),
        st.characters(min_codepoint=0x1F00, max_codepoint=0x1FFF),
    ),
    max_size=40,
)


def folded_by_database(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {folded_sql('%s::text')}", [text])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Οδός Ηρώων", "οδοσ ηρωων"),
        ("ΟΔΟΣ  ΗΡΩΩΝ ", "οδοσ ηρωων"),
        ("Ταΰγετος", "ταυγετοσ"),
        ("ἈΡΙΆ", "αρια"),
        ("Łøvě", "love"),
        ("", ""),
    ],
)
def test_accents_case_and_the_final_sigma_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_words_of_a_search_are_folded() -> None:
    assert words_of("  Άνω   ΠΌΛΗΣ ") == ["ανω", "πολησ"]


@given(WRITTEN)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋΐΰς ", max_size=30))
def test_capitals_fold_to_the_same(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITTEN)
def test_the_database_folds_as_python_does(text: str) -> None:
    assert folded_by_database(text) == fold(text)
