"""What a dataset can say of itself, by the codes of the EU's authority tables."""

from __future__ import annotations

from django.conf import settings
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


class AccessRights(TextChoices):
    """Codes of http://publications.europa.eu/resource/authority/access-right: who may have the data."""

    PUBLIC = "PUBLIC", _("everybody")
    RESTRICTED = "RESTRICTED", _("under conditions")
    NON_PUBLIC = "NON_PUBLIC", _("not the public")


class HighValue(TextChoices):
    """Categories of Regulation (EU) 2023/138; a dataset of one must be free, in the open, and through an API."""

    GEOSPATIAL = "c_ac64a52d", _("Geospatial")
    ENVIRONMENT = "c_dd313021", _("Earth observation and environment")
    METEOROLOGICAL = "c_164e0bf5", _("Meteorological")
    STATISTICS = "c_e1da4e07", _("Statistics")
    COMPANIES = "c_a9135398", _("Companies and company ownership")
    MOBILITY = "c_b79e35eb", _("Mobility")


class DataLanguage(TextChoices):
    """Languages that values of a dataset are written in (codes of the EU's authority table)."""

    GREEK = "ELL", _("Greek")
    ENGLISH = "ENG", _("English")
    BULGARIAN = "BUL", _("Bulgarian")
    GERMAN = "DEU", _("German")
    FRENCH = "FRA", _("French")
    ITALIAN = "ITA", _("Italian")
    ROMANIAN = "RON", _("Romanian")
    SPANISH = "SPA", _("Spanish")
    ALBANIAN = "SQI", _("Albanian")
    TURKISH = "TUR", _("Turkish")


def portal_data_languages() -> list[str]:
    """What a dataset starts with: the portal's first language."""
    tags = {"el": DataLanguage.GREEK, "en": DataLanguage.ENGLISH}
    return [tags.get(settings.LANGUAGE_CODE, DataLanguage.ENGLISH).value]


class Comparison(TextChoices):
    """How a column compares to a value, for those who ask without writing a formula."""

    IS = "is", _("is")
    IS_NOT = "not", _("is not")
    CONTAINS = "contains", _("contains the words")
    FROM = "from", _("is at least, or not before")
    UNTIL = "until", _("is at most, or not after")
    FILLED = "filled", _("has any value")
    EMPTY = "empty", _("has no value")

    @property
    def needs_value(self) -> bool:
        """False for those that only ask whether there is one."""
        return self not in (Comparison.FILLED, Comparison.EMPTY)


class ChartKind(TextChoices):
    """How a column is drawn."""

    BARS = "bars", _("bars, one for each value")
    LINE = "line", _("a line over time (a column of dates)")
    HISTOGRAM = "histogram", _("columns, how numbers are spread")


class MeasureKind(TextChoices):
    """What a bar is as long as."""

    ROWS = "rows", _("how many rows")
    SUM = "sum", _("the sum of a column")
    AVERAGE = "avg", _("the average of a column")
