"""Words of events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Repeats(TextChoices):
    """The rules that people use; anything else is several events."""

    NEVER = "never", _("Once")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week, on the same weekday")
    FORTNIGHTLY = "fortnightly", _("Every second week, on the same weekday")
    MONTHLY_BY_DAY = "monthly-day", _("Every month, on the same date")
    MONTHLY_BY_WEEKDAY = (
        "monthly-weekday",
        _("Every month, on the same weekday (such as the second Wednesday)"),
    )
    YEARLY = "yearly", _("Every year")
