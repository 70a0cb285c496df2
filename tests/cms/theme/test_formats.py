"""Dates are written one way in each language."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "whole", "short"),
    [("en", "27 January 1994", "27/01/1994"), ("el", "27 Ιανουαρίου 1994", "27/01/1994")],
)
def test_days_in_words_and_in_figures(language: str, whole: str, short: str) -> None:
    with translation.override(language):
        assert date_format(date(1994, 1, 27)) == whole
        assert date_format(date(1994, 1, 27), "SHORT_DATE_FORMAT") == short
