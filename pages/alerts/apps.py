from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """What everybody must know now, above every page, from its start to its end."""

    name = "pages.alerts"
    label = "pages_alerts"
    verbose_name = _("Alerts")
