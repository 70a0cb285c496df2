"""Puts the list of files that wait for the scanner into the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.files.admin_views import WaitingFilesView
from cms.files.rules import may_see_waiting_files


class WaitingFilesMenuItem(MenuItem):
    """Only administrators see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_waiting_files(request.user)


@hooks.register("register_admin_urls")
def waiting_files_urls() -> list[URLPattern]:
    """The report, and the part of it that filters exchange."""
    view = WaitingFilesView
    return [
        path("reports/files/", view.as_view(), name="waiting_files"),
        path("reports/files/results/", view.as_view(results_only=True), name="waiting_files_results"),
    ]


@hooks.register("register_reports_menu_item")
def waiting_files_menu_item() -> WaitingFilesMenuItem:
    """Reports -> Files to be scanned."""
    return WaitingFilesMenuItem(
        _("Files to be scanned"),
        reverse("waiting_files"),
        name="waiting-files",
        icon_name="warning",
        order=120,
    )
