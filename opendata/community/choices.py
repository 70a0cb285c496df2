"""Kinds of use and of notices, and what becomes of a use that somebody sends."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UsageKind(models.TextChoices):
    """What is counted of a dataset."""

    VIEW = "view", _("Page views")
    MAP = "map", _("Map views")
    DOWNLOAD = "download", _("File downloads")
    API = "api", _("Requests to the open interface")


class ReuseState(models.TextChoices):
    """Only what staff have approved is shown."""

    WAITING = "waiting", _("waits for a decision")
    APPROVED = "approved", _("shown")
    REFUSED = "refused", _("not shown")


class NoticeKind(models.TextChoices):
    """What subscribers are told of."""

    COLUMNS = "columns", _("columns changed")
    WITHDRAWN = "withdrawn", _("withdrawn")
