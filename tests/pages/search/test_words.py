"""From what a person types to what is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.kit.stems import SHORTEST_STEM, stem
from pages.search.asking import MOST_WORDS, read_question
from pages.search.models import PageText
from pages.search.querysets import pages_matching
from pages.search.sounds import sound_of
from pages.search.words import excerpt_of, without_fillers, words_in


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
    stems = {stem(word) for form in forms for word in words_in(form)}
    shortest = min(stems, key=len)
    assert all(found.startswith(shortest) for found in stems)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_words_are_few_and_hold_nothing_but_letters(text: str) -> None:
    words = read_question(text, "el").words
    assert len(words) <= 3 * MOST_WORDS
    assert all(word.replace("_", "a").isalnum() for word in words)


@given(st.text(alphabet="αβγδειοσυςΑΒΣabcdes", min_size=1, max_size=20))
def test_a_stem_is_the_beginning_of_its_word_and_long_enough(text: str) -> None:
    for word in words_in(text):
        cut = stem(word)
        assert word.startswith(cut)
        assert len(cut) >= min(SHORTEST_STEM, len(word))


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=80), st.booleans())
def test_whatever_is_typed_makes_a_query_that_postgresql_understands(text: str, loosely: bool) -> None:
    question = read_question(text.replace("\0", " "), "el")
    if question.parts:
        assert (
            list(
                pages_matching(PageText.objects.none() | PageText.objects.all(), question, any_part=loosely)[
                    :1
                ]
            )
            is not None
        )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("πιστωποιητηκο", "πιστοποιητικο"),
        ("pistopoihtiko", "πιστοποιητικο"),
        ("dimotologio", "δημοτολογιο"),
        ("oikogeneia", "οικογενεια"),
        ("allagi", "αλλαγη"),
        ("ηκωγενεια", "οικογενεια"),
    ],
)
def test_a_word_typed_by_ear_or_in_latin_letters_sounds_like_the_word(typed: str, meant: str) -> None:
    assert sound_of(typed) == sound_of(meant)


def test_filling_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert without_fillers(words_in("άδεια για την κατάληψη του πεζοδρομίου"), "el") == words_in(
        "άδεια κατάληψη πεζοδρομίου"
    )
    assert without_fillers(["του"], "el") == ["του"]
    assert without_fillers(words_in("how do I get a permit"), "en") == ["permit"]


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt_of("short") == "short"
    cut = excerpt_of("word " * 100, length=22)
    assert cut == "word word word word …"
