"""Words of alerts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AlertKind(TextChoices):
    """How loud it is; the values are the theme's."""

    DANGER = "danger", _("Danger: act now")
    WARM = "warm", _("Take care: something is different")
    GOOD = "good", _("Good to know")


# The most urgent stands on top.
URGENCY = (AlertKind.DANGER, AlertKind.WARM, AlertKind.GOOD)


class Stage(TextChoices):
    """Where an alert stands between its two moments; told, not stored."""

    WAITS = "waits", _("waits for its hour")
    SHOWN = "shown", _("shown now")
    OVER = "over", _("over")
