from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The officer's queue and the resident's own affairs: no tables, only faces of other rooms."""

    name = "engagement.desk"
    label = "engagement_desk"
    verbose_name = _("Desk")
