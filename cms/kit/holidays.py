"""The public holidays of the country, as the `holidays` library keeps them: for opening hours and legal time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

COUNTRY = "GR"
# The languages that the library has their names in, by ours.
NAMES = {"el": "el", "en": "en_US"}


@lru_cache(maxsize=64)
def public_holidays(year: int, language: str = "el") -> Mapping[date, str]:
    """Each public holiday of a year with its name; in Greek where the library has no names in the language."""
    # All countries of the world: half a second that not every process has to spend.
    import holidays

    return dict(holidays.country_holidays(COUNTRY, years=[year], language=NAMES.get(language, "el")))
