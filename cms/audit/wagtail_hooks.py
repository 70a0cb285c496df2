"""Puts the log of deeds into the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.audit.admin_views import DeedReportView
from cms.audit.rules import may_read_deeds


class DeedsMenuItem(MenuItem):
    """Only administrators see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_deeds(request.user)


@hooks.register("register_admin_urls")
def deed_urls() -> list[URLPattern]:
    """The report, and the part of it that filters exchange."""
    return [
        path("reports/deeds/", DeedReportView.as_view(), name="deeds"),
        path("reports/deeds/results/", DeedReportView.as_view(results_only=True), name="deeds_results"),
    ]


@hooks.register("register_reports_menu_item")
def deeds_menu_item() -> DeedsMenuItem:
    """Reports -> Deeds."""
    return DeedsMenuItem(_("Deeds"), reverse("deeds"), name="deeds", icon_name="history", order=100)
