"""How often a dataset changes, by the codes of the EU's authority table."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/"


class UpdateFrequency(TextChoices):
    """Codes of http://publications.europa.eu/resource/authority/frequency that a town hall needs."""

    CONTINUOUS = "CONT", _("continuously")
    HOURLY = "HOURLY", _("every hour")
    DAILY = "DAILY", _("every day")
    WEEKLY = "WEEKLY", _("every week")
    BIWEEKLY = "BIWEEKLY", _("every two weeks")
    MONTHLY = "MONTHLY", _("every month")
    QUARTERLY = "QUARTERLY", _("every three months")
    TWICE_A_YEAR = "ANNUAL_2", _("twice a year")
    YEARLY = "ANNUAL", _("every year")
    IRREGULAR = "IRREG", _("irregularly")
    NEVER = "NEVER", _("never again")
    UNKNOWN = "UNKNOWN", _("not known")

    @property
    def uri(self) -> str:
        """The code's address in the EU's authority table."""
        return f"{FREQUENCIES}{self.value}"
