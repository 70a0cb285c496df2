"""Puts the report into the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from pages.feedback.admin_views import ProblemReportView, settle
from pages.feedback.rules import may_read_problems


class ProblemsMenuItem(MenuItem):
    """For those who write pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_problems(request.user)


@hooks.register("register_admin_urls")
def problem_urls() -> list[URLPattern]:
    """The report and its button."""
    return [
        path("reports/page-problems/", ProblemReportView.as_view(), name="page_problems"),
        path(
            "reports/page-problems/results/",
            ProblemReportView.as_view(results_only=True),
            name="page_problems_results",
        ),
        path("reports/page-problems/settle/", settle, name="page_problems_settle"),
    ]


@hooks.register("register_reports_menu_item")
def problems_menu_item() -> ProblemsMenuItem:
    """Reports -> Problems with pages."""
    return ProblemsMenuItem(
        _("Problems with pages"),
        reverse("page_problems"),
        name="page-problems",
        icon_name="warning",
        order=90,
    )
