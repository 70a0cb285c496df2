"""What can be wrong with a page: three buttons, no words to be written."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """The label is the button."""

    OUTDATED = "outdated", _("It is wrong or out of date")
    UNCLEAR = "unclear", _("I do not understand it")
    BROKEN = "broken", _("Something does not work")
