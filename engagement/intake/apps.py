from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Forms as data: what is asked, what was answered, what is still a draft."""

    name = "engagement.intake"
    label = "engagement_intake"
    verbose_name = _("Forms")

    def ready(self) -> None:
        from cms.guard.contract import HOUR, Policy, Rate, protect
        from cms.municipalities.registry import chores
        from engagement.intake import computed, prefill
        from engagement.intake.actions import expire_drafts
        from engagement.intake.kinds import catalogue

        catalogue.register()
        computed.register()
        prefill.register()
        # The letter with the link back to a draft: anybody's address can be typed there.
        protect("form-links", Policy(by_address=Rate(10, HOUR)))
        protect("requests")
        chores.add("drafts", lambda: f"{expire_drafts()} expired")
