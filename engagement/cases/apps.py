from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """What becomes of a request: number, state, timeline, deadline."""

    name = "engagement.cases"
    label = "engagement_cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, OFFICERS, SUPERVISORS, group_permissions
        from cms.files.registry import readers
        from cms.municipalities.registry import chores
        from cms.notifications.registry import failures
        from engagement.cases import collections
        from engagement.cases.actions import file_submission
        from engagement.cases.bounces import note_failed_mail
        from engagement.cases.counting import count_months
        from engagement.cases.daily import decide_by_silence, send_digests
        from engagement.cases.days import close_days
        from engagement.cases.erasing import erase_what_is_over
        from engagement.cases.files import may_read_form_file
        from engagement.cases.receipts import address_told_at_counter, receipt_of
        from engagement.eservices.registry import contacts, receipts, takers

        chores.add("silent decisions", lambda: f"{decide_by_silence()} decided by silence")
        chores.add("digests of cases", lambda: f"{send_digests()} letters")
        collections.register()
        chores.add("months of services", lambda: f"{count_months()} rows")
        chores.add("heads of days", lambda: f"{close_days()} days closed")
        chores.add("cases whose time is over", lambda: f"{erase_what_is_over()} emptied")
        failures.add("cases", note_failed_mail)
        readers.add("form", may_read_form_file)
        takers.add("cases", file_submission)
        receipts.add("cases", receipt_of)
        contacts.add("cases", address_told_at_counter)
        working = ["engagement_cases.view_case", "engagement_cases.work_on_case"]
        group_permissions.add(
            "engagement.cases",
            {
                OFFICERS: working,
                SUPERVISORS: [*working, "engagement_cases.supervise_case"],
                ADMINISTRATORS: ["engagement_cases.view_case", "engagement_cases.supervise_case"],
            },
        )
