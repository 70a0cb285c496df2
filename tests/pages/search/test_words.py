"""From what a person types to what is looked for."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.search.words import MOST_WORDS, SHORTEST_STEM, excerpt_of, query_of, stem, words_of_query


@pytest.mark.parametrize(
    "forms",
    [
        ["ελια", "ΕΛΙΆ", "ελιά", "ελιάς", "Ελιές"],
        ["πιστοποιητικό", "ΠΙΣΤΟΠΟΙΗΤΙΚΟΥ", "πιστοποιητικά", "πιστοποιητικών"],
        ["κήπος", "κήπου", "κήπων", "ΚΗΠΟΙ"],
        ["permit", "Permits"],
        ["certificate", "certificates"],
    ],
)
def test_forms_of_a_word_are_looked_for_alike(forms: list[str]) -> None:
    stems = {stem(word) for form in forms for word in words_of_query(form)}
    shortest = min(stems, key=len)
    assert all(found.startswith(shortest) for found in stems)


@given(st.text(max_size=300))
def test_words_are_few_and_hold_nothing_but_letters(text: str) -> None:
    words = words_of_query(text)
    assert len(words) <= MOST_WORDS
    assert all(word.replace("_", "a").isalnum() for word in words)


@given(st.text(alphabet="αβγδειοσυςΑΒΣabcdes", min_size=1, max_size=20))
def test_a_stem_is_the_beginning_of_its_word_and_long_enough(text: str) -> None:
    for word in words_of_query(text):
        cut = stem(word)
        assert word.startswith(cut)
        assert len(cut) >= min(SHORTEST_STEM, len(word))


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=80))
def test_whatever_is_typed_makes_a_query_that_postgresql_understands(text: str) -> None:
    words = words_of_query(text)
    if words:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_tsquery('simple', %s)", [query_of(words)])
            assert cursor.fetchone() is not None


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt_of("short") == "short"
    cut = excerpt_of("word " * 100, length=22)
    assert cut == "word word word word …"
