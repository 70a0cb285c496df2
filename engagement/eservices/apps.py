from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EservicesConfig(AppConfig):
    """What can be asked for, and by which rules."""

    name = "engagement.eservices"
    label = "engagement_eservices"
    verbose_name = _("Services")

    def ready(self) -> None:
        from engagement.eservices.actions import PURPOSE
        from engagement.eservices.receiving import RECEIVER
        from engagement.intake.registry import receivers

        receivers.add(PURPOSE, RECEIVER)
