from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """What becomes of a request: number, state, timeline, deadline."""

    name = "engagement.cases"
    label = "engagement_cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, OFFICERS, SUPERVISORS, group_permissions
        from engagement.cases.actions import file_submission
        from engagement.cases.receipts import receipt_of
        from engagement.eservices.registry import receipts, takers

        takers.add("cases", file_submission)
        receipts.add("cases", receipt_of)
        working = ["engagement_cases.view_case", "engagement_cases.work_on_case"]
        group_permissions.add(
            "engagement.cases",
            {
                OFFICERS: working,
                SUPERVISORS: [*working, "engagement_cases.supervise_case"],
                ADMINISTRATORS: ["engagement_cases.view_case", "engagement_cases.supervise_case"],
            },
        )
