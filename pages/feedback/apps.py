from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """One press says that something is wrong with a page; staff see how often."""

    name = "pages.feedback"
    label = "pages_feedback"
    verbose_name = _("Problems with pages")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, APPROVERS, EDITORS, group_permissions
        from cms.theme.registry import frame_parts
        from pages.feedback.frame import problem_form

        frame_parts.add("problem_form", problem_form)
        reading = ["pages_feedback.view_pageproblem"]
        settling = [*reading, "pages_feedback.delete_pageproblem"]
        group_permissions.add(
            "pages.feedback", {EDITORS: reading, APPROVERS: settling, ADMINISTRATORS: settling}
        )
