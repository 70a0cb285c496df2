"""The public holidays of Greece on which a town hall is closed, by year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import EASTER_ORTHODOX, easter
from django.utils.translation import gettext_lazy as _

Name = object
FIXED = (
    (1, 1, _("New Year's Day")),
    (1, 6, _("Epiphany")),
    (3, 25, _("25 March, national holiday")),
    (5, 1, _("Labour Day")),
    (8, 15, _("Dormition of the Mother of God")),
    (10, 28, _("28 October, national holiday")),
    (12, 25, _("Christmas Day")),
    (12, 26, _("Second day of Christmas")),
)
# Days after the Orthodox Easter Sunday.
MOVABLE = (
    (-48, _("Clean Monday")),
    (-2, _("Good Friday")),
    (0, _("Easter Sunday")),
    (1, _("Easter Monday")),
    (50, _("Whit Monday")),
)


@lru_cache(maxsize=32)
def public_holidays(year: int) -> dict[date, Name]:
    """Each holiday of a year with its name (translated when it is shown)."""
    sunday = easter(year, EASTER_ORTHODOX)
    fixed = {date(year, month, day): name for month, day, name in FIXED}
    return {**fixed, **{sunday + timedelta(days=days): name for days, name in MOVABLE}}
