from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """What people do with datasets: how often they are used, what is asked, and what was made of them."""

    name = "opendata.community"
    label = "opendata_community"
    verbose_name = _("Questions and uses")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, DATA_STEWARDS, group_permissions
        from cms.guard.contract import HOUR, Policy, Rate, protect
        from cms.municipalities.registry import chores
        from opendata.catalog.registry import page_sections
        from opendata.community import receivers, showing
        from opendata.community.forgetting import forget_what_was_sent

        receivers.connect()
        chores.add("community", forget_what_was_sent)
        page_sections.add("uses", showing.uses)
        page_sections.add("usage", showing.usage)
        page_sections.add("questions", showing.questions)
        for form in ("dataset-questions", "dataset-uses", "dataset-subscriptions"):
            protect(form, Policy(by_address=Rate(5, HOUR), by_account=Rate(5, HOUR), by_form=Rate(200, HOUR)))
        page_sections.add("following", showing.following)
        caring = [
            f"opendata_community.{verb}_{model}"
            for model in ("question", "reuse")
            for verb in ("view", "change", "delete")
        ]
        caring += [f"opendata_community.{verb}_subscription" for verb in ("view", "delete")]
        group_permissions.add("opendata.community", {DATA_STEWARDS: caring, ADMINISTRATORS: caring})
