"""Numbers in words: the language's thousands mark, but never in a year."""

import pytest
from django.utils import translation

from opendata.tables.summaries.spread import figure_words, might_be_years, share_of


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("el", 8_026, "8.026"),
        ("en", 8_026, "8,026"),
        ("el", 0.26, "0,3"),
        ("en", 999, "999"),
        ("el", 12_500.5, "12.500,5"),
    ],
)
def test_a_number_is_written_as_the_language_does(language: str, value: float, shown: str):
    with translation.override(language):
        assert figure_words(value) == shown


@pytest.mark.parametrize(
    ("low", "high", "years"),
    [(1_950, 2_026, True), (0, 2_026, False), (1_950, 8_026, False), (1_950.5, 2_000, False)],
)
def test_numbers_that_may_be_years_keep_their_digits_together(low: float, high: float, years: bool):
    assert might_be_years(low, high) is years
    with translation.override("el"):
        assert figure_words(2_026, years=years) == ("2026" if years else "2.026")


@pytest.mark.parametrize(
    ("number", "rows", "share"),
    [
        (1, 1, 100),
        (76, 192, 40),
        (19_170, 19_200, 99.8),
        (99_999, 100_000, 99.9),
        (1, 1_000, 0),
        (989, 1_000, 99),
    ],
)
def test_a_share_is_of_all_rows_and_hundred_only_of_each(number: int, rows: int, share: float) -> None:
    assert share_of(number, rows) == share
