"""Greek of the API for tests, whether or not the translation files are compiled on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import trans_real


@pytest.fixture
def greek_of_the_api() -> Iterator[None]:
    """A translation of one sentence, put into Django's Greek catalogue for the time of the test."""
    words = trans_real.translation("el")._catalog._catalogs[0]
    english = "There is no parameter “%(name)s” here."
    before = words.get(english)
    words[english] = "Δεν υπάρχει εδώ παράμετρος «%(name)s»."
    yield
    words.pop(english)
    if before:
        words[english] = before
