"""Words of the statement, after the model in Implementing Decision (EU) 2018/1523."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Conformance(TextChoices):
    """The three answers that the decision allows."""

    FULL = "full", _("fully compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


class Method(TextChoices):
    """How it was found out."""

    OWN = "own", _("a self-assessment by the municipality")
    THIRD = "third", _("an assessment by a third party")
    USERS = "users", _("a self-assessment and tests with people who use assistive technology")


class Why(TextChoices):
    """Why something is not accessible: sections (a), (b) and (c) of the model."""

    FAULT = "fault", _("Not yet in line with the requirements")
    BURDEN = "burden", _("Disproportionate burden")
    OUTSIDE = "outside", _("Outside the scope of the law")
