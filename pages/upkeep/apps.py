from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    """Keeping pages true: schedules, reviews, links that lead nowhere, translations that lag behind."""

    name = "pages.upkeep"
    label = "pages_upkeep"
    verbose_name = _("Upkeep of pages")

    def ready(self) -> None:
        from cms.municipalities.registry import chores, provisioners, rounds
        from pages.upkeep.actions import name_the_approval
        from pages.upkeep.scheduling import publish_due
        from pages.upkeep.tasks import nightly

        chores.add("pages.upkeep", nightly)
        rounds.add("pages.schedule", publish_due)
        provisioners.add("pages.upkeep", name_the_approval)
