from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    """Offices of the town hall: where they are, when they are open, how to reach them."""

    name = "pages.offices"
    label = "pages_offices"
    verbose_name = _("Offices")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, APPROVERS, EDITORS, group_permissions
        from engagement.cases.registry import closed_days
        from pages.offices import collections
        from pages.offices.closing import closed_days_of

        collections.register()
        closed_days.add("offices", closed_days_of)
        keeping = [
            f"pages_offices.{verb}_{model}"
            for model in ("office", "closedday")
            for verb in ("view", "add", "change", "delete")
        ]
        group_permissions.add(
            "pages.offices", {EDITORS: keeping, APPROVERS: keeping, ADMINISTRATORS: keeping}
        )
